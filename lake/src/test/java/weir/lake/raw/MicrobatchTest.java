package weir.lake.raw;

import java.time.LocalDate;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MicrobatchTest {

    @Test
    void hasThePathsThatSparkGives() {
        Microbatch microbatch = new Microbatch("tweets", 1_795_341_985_000L);

        assertThat(microbatch.folder()).isEqualTo("raw/tweets/dt=2026-11-22/tweets-1795341985000.json");
        assertThat(microbatch.path(Microbatch.MANIFEST)).isEqualTo(microbatch.folder() + "/_manifest.json");
        assertThat(microbatch.date()).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(microbatch.name()).isEqualTo("tweets-1795341985000");
        assertThat(Microbatch.partName(7)).isEqualTo("part-00007");
        assertThat(Microbatch.partName(123_456)).isEqualTo("part-123456");
    }

    @Test
    void parsesEveryNameItBuilds() {
        long seed = 11_22L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder stream = new StringBuilder().append(letters.charAt(random.nextInt(26)));
            for (int length = random.nextInt(12); length > 0; length--) {
                stream.append(letters.charAt(random.nextInt(letters.length())));
            }
            long time = random.nextLong(1L << (1 + random.nextInt(49)));
            Microbatch microbatch = new Microbatch(stream.toString(), time);
            String[] path = microbatch.folder().split("/", -1);

            assertThat(Microbatch.parse(path[3])).contains(microbatch);
            assertThat(Microbatch.parse(microbatch.stream(), path[3])).contains(microbatch);
            assertThat(Microbatch.parse(microbatch.stream() + "_", path[3])).isEmpty();
            assertThat(path[2]).isEqualTo("dt=" + microbatch.date());
            assertThat(Microbatch.isPart(Microbatch.partName(random.nextInt(200_000))))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tweets",
                "tweets-.json",
                "tweets-1",
                "tweets-1.json.tmp",
                "tweets-1.jsonx",
                "tweets--1.json",
                "tweets-1-2.json",
                "tweets-01.json",
                "tweets-00.json",
                "tweets-1234567890123456.json",
                "tweets-١.json",
                "Tweets-1.json",
                "1weets-1.json",
                "_temporary",
                ".tweets-1.json.crc",
                " tweets-1.json",
                "tweets-1.json\n",
                "tweets-1.json/part-00000",
            })
    void knowsNoForeignName(String name) {
        assertThat(Microbatch.parse(name)).isEmpty();
        assertThat(Microbatch.parse("tweets", name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_manifest.json", "part-0000", "part-00000.crc", ".part-00000", "part-0000a", "_SUCCESS"})
    void knowsNoForeignPart(String name) {
        assertThat(Microbatch.isPart(name)).isFalse();
    }

    @Test
    void knowsTheDayOfADaysFolder() {
        assertThat(Microbatch.date("dt=2026-11-22")).contains(LocalDate.parse("2026-11-22"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dt=", "2026-11-22", "dt=2026-11-31", "dt=2026-11-22T00", "dt=dt=2026-11-22", "_tmp"})
    void knowsNoForeignDay(String name) {
        assertThat(Microbatch.date(name)).isEmpty();
    }

    @Test
    void isOrderedByTimeNotByName() {
        assertThat(new Microbatch("b", 9)).isLessThan(new Microbatch("a", 10));
        assertThat(new Microbatch("a", 10)).isLessThan(new Microbatch("b", 10));
        assertThat(new Microbatch("a", 10)).isEqualByComparingTo(new Microbatch("a", 10));
    }
}
