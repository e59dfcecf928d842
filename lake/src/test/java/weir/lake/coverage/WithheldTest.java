package weir.lake.coverage;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.lake.coverage.Captures.at;
import static weir.lake.coverage.Captures.connection;

class WithheldTest {

    private final Withheld withheld = new Withheld();

    @Test
    void countsWhatANoticeAddsToTheOnesBeforeOfItsConnection() {
        withheld.add(at("10:00:00"), connection("10:00:00", "10:10:00", 5));
        withheld.add(at("10:00:00"), connection("10:00:00", "10:20:00", 8));
        withheld.add(at("11:00:00"), connection("10:00:00", "11:10:00", 8));
        withheld.add(at("12:00:00"), connection("10:00:00", "12:10:00", 20));

        assertThat(withheld.byHour()).isEqualTo(Map.of(at("10:00:00"), 8L, at("12:00:00"), 12L));
    }

    @Test
    void beginsAgainWithEachConnection() {
        withheld.add(at("10:00:00"), connection("10:00:00", "10:10:00", 100));
        withheld.add(at("10:00:00"), connection("10:15:00", "10:20:00", 7));
        withheld.add(at("10:00:00"), connection("10:30:00", "10:40:00", 3));
        withheld.add(at("11:00:00"), connection("10:30:00", "11:10:00", 4));

        assertThat(withheld.byHour()).isEqualTo(Map.of(at("10:00:00"), 110L, at("11:00:00"), 1L));
    }

    @Test
    void takesAMicrobatchWithoutNoticeForNoNews() {
        withheld.add(at("10:00:00"), connection("10:00:00", "10:10:00", 100));
        withheld.add(at("11:00:00"), connection("10:00:00", "11:10:00", 0));
        withheld.add(at("12:00:00"), connection("10:00:00", "12:10:00", 101));

        assertThat(withheld.byHour()).isEqualTo(Map.of(at("10:00:00"), 100L, at("12:00:00"), 1L));
    }

    @Test
    void doesNotMindTheOrder() {
        withheld.add(at("12:00:00"), connection("10:00:00", "12:10:00", 20));
        withheld.add(at("10:00:00"), connection("10:00:00", "10:10:00", 5));

        assertThat(withheld.byHour()).isEqualTo(Map.of(at("10:00:00"), 5L, at("12:00:00"), 15L));
    }
}
