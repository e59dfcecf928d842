package weir.lake.coverage;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import weir.lake.coverage.Intervals.Interval;
import weir.lake.intake.AliveMark;
import weir.lake.raw.Cause;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.lake.coverage.Captures.at;
import static weir.lake.coverage.Captures.connection;

class HearingTest {

    private static final Connection MORNING = connection("10:00:00", "10:30:00", 0);

    @Test
    void takesTimeThatNoGapExplainsForAGap() {
        Hearing hearing = Hearing.of(
                List.of(MORNING, connection("10:40:00", "11:00:00", 0)), List.of(), Optional.empty(), at("11:00:00"));

        assertThat(hearing.gaps()).containsExactly(gap(Cause.UNKNOWN, "10:30:00", "10:40:00"));
        assertThat(hearing.connected().all())
                .containsExactly(interval("10:00:00", "10:30:00"), interval("10:40:00", "11:00:00"));
        assertThat(hearing.open()).isEmpty();
    }

    @Test
    void leavesTheCauseToARecordedGap() {
        Gap recorded = gap(Cause.NETWORK, "10:30:00", "10:40:00");
        Hearing hearing = Hearing.of(
                List.of(connection("10:40:00", "11:00:00", 0), MORNING),
                List.of(recorded),
                Optional.empty(),
                at("11:00:00"));

        assertThat(hearing.gaps()).containsExactly(recorded);
    }

    @Test
    void knowsThatAQuietSourceWasHeardUntilTheGapBegan() {
        Gap recorded = gap(Cause.SILENCE, "10:50:00", "10:55:00");
        Hearing hearing = Hearing.of(
                List.of(MORNING, connection("10:55:00", "11:00:00", 0)),
                List.of(recorded),
                Optional.empty(),
                at("11:00:00"));

        assertThat(hearing.gaps()).containsExactly(recorded);
        assertThat(hearing.connected().all())
                .containsExactly(interval("10:00:00", "10:50:00"), interval("10:55:00", "11:00:00"));
    }

    @Test
    void takesTwoLooksAtAConnectionForOne() {
        Hearing hearing = Hearing.of(
                List.of(MORNING, connection("10:00:00", "11:00:00", 0)), List.of(), Optional.empty(), at("11:00:00"));

        assertThat(hearing.gaps()).isEmpty();
        assertThat(hearing.connected().all()).containsExactly(interval("10:00:00", "11:00:00"));
    }

    @Test
    void findsNoGapWhereAQuietSourceWasHeardOfLate() {
        Hearing hearing = Hearing.of(List.of(MORNING), List.of(), mark("10:00:00", "10:59:20", null), at("11:00:00"));

        assertThat(hearing.gaps()).isEmpty();
        assertThat(hearing.open()).isEmpty();
        assertThat(hearing.connected().all()).containsExactly(interval("10:00:00", "11:00:00"));
    }

    @Test
    void takesAnOldMarkForTheEndOfAReceiver() {
        Hearing hearing = Hearing.of(List.of(MORNING), List.of(), mark("10:00:00", "10:58:59", null), at("11:00:00"));

        assertThat(hearing.open()).contains(gap(Cause.KILLED, "10:58:59", "11:00:00"));
        assertThat(hearing.connected().all()).containsExactly(interval("10:00:00", "10:58:59"));
    }

    @Test
    void asksTheMarkWhyASourceIsNotHeard() {
        Hearing hearing =
                Hearing.of(List.of(MORNING), List.of(), mark("10:00:00", "10:30:00", Cause.STOPPED), at("10:30:10"));

        assertThat(hearing.open()).contains(gap(Cause.STOPPED, "10:30:00", "10:30:10"));
    }

    @Test
    void findsNoOpenGapInTimeThatALaterConnectionCovers() {
        Hearing hearing = Hearing.of(
                List.of(connection("10:00:00", "12:00:00", 0)),
                List.of(),
                mark("10:00:00", "12:00:00", Cause.STOPPED),
                at("11:00:00"));

        assertThat(hearing.open()).isEmpty();
    }

    @Test
    void knowsOnlyRecordedGapsOfASourceThatIsAsked() {
        Gap recorded = new Gap(Cause.EXPIRED, at("10:00:00"), at("10:30:00"), 17, "tweets-0");
        Hearing hearing = Hearing.of(List.of(), List.of(recorded), Optional.empty(), at("12:00:00"));

        assertThat(hearing.gaps()).containsExactly(recorded);
        assertThat(hearing.open()).isEmpty();
        assertThat(hearing.connected().all()).isEmpty();
    }

    private static Optional<AliveMark> mark(String from, String until, Cause missing) {
        return Optional.of(new AliveMark("events", connection(from, until, 0), 0, Optional.ofNullable(missing)));
    }

    private static Gap gap(Cause cause, String from, String until) {
        return Gap.of(cause, at(from), at(until), "");
    }

    private static Interval interval(String from, String until) {
        return new Interval(at(from), at(until));
    }
}
