package weir.console.filter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Ended;
import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.history.Archived;
import weir.lake.raw.Manifest;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

class FilterTestCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BATCH = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    private static final int RECORDS = 1_000;

    @TempDir
    private Path folder;

    private LakeFiles files;

    /** Records of which every second is in Spanish and every fifth has n = 0; half of the microbatches are archived. */
    @BeforeEach
    void fill() throws IOException {
        files = LakeFiles.of(folder.resolve("lake").toString());
        Files.writeString(
                folder.resolve("events.conf"), Lines.events("true").schema().text());
        Files.writeString(
                folder.resolve("weir.conf"),
                """
                lake.root = lake
                streams.events {
                  source.type = twitter, schema = events.conf, key = [id], event-time = at, filter = "lang = 'es'"
                }
                """);
        List<Manifest> manifests = new ArrayList<>();
        for (int batch = 0; batch < 10; batch++) {
            List<byte[]> lines = new ArrayList<>();
            for (int i = 0; i < RECORDS / 10; i++) {
                int id = batch * RECORDS / 10 + i;
                lines.add(Lines.event(id, "2026-11-22T1%d:00:00Z".formatted(batch), id % 2 == 0 ? "es" : "pt"));
            }
            lines.add(Lines.utf8("{\"limit\":{\"track\":1}}"));
            lines.add(Lines.utf8("{\"id\":"));
            manifests.add(Lines.commit(files, Lines.events("true"), BATCH + batch * 1_000L, lines));
        }
        Archived.segment(files, manifests.subList(0, 5), 1);
        for (Manifest manifest : manifests.subList(0, 5)) {
            new RawZone(files, "events").remove(manifest.microbatch());
        }
    }

    private Ended test(String... arguments) {
        List<String> all = new ArrayList<>(List.of("filter", "test"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--conf", folder.resolve("weir.conf").toString()));
        return Ended.of(all.toArray(String[]::new));
    }

    @Test
    void saysWhatAnotherFilterWouldKeepAndDropOfAllLines() {
        Ended ended = test("events", "--where", "n = 0 OR id = 1", "--examples", "1");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .startsWith("Filter of events: lang = 'es'  (")
                .contains("\nOther filter: n = 0 OR id = 1  (")
                .contains(
                        """

                        All 1,020 captured lines: 1,000 records, 10 control messages, 10 malformed

                                          in the sample     share   95 % sure            expected of all
                        kept by both                100   10.00 %   exact                100
                        newly kept                    1    0.10 %   exact                1
                        newly dropped               400   40.00 %   exact                400
                        dropped by both             499   49.90 %   exact                499
                        kept now                    500   50.00 %   exact                500
                        kept by other               101   10.10 %   exact                101

                        Newly kept, for example:
                          2026-11-22T10:00:00Z  {"id":1,"at":"2026-11-22T10:00:00Z","lang":"pt","n":1}

                        Newly dropped, for example:
                        """);
    }

    @Test
    void choosesTheSameLinesForTheSameSeed() {
        String first =
                test("events", "--where", "n = 0", "--sample", "200", "--json").out();
        String again =
                test("events", "--where", "n = 0", "--sample", "200", "--json").out();
        String other = test("events", "--where", "n = 0", "--sample", "200", "--seed", "2", "--json")
                .out();

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void saysHowSureItIs() throws IOException {
        int held = 0;
        for (int seed = 0; seed < 40; seed++) {
            Ended ended =
                    test("events", "--where", "n < 3", "--sample", "204", "--seed", String.valueOf(seed), "--json");
            JsonNode rate = JSON.readTree(ended.out()).get("rates").get("keptByOther");
            held += rate.get("low").asDouble() <= 0.3 && 0.3 <= rate.get("high").asDouble() ? 1 : 0;
            assertThat(rate.get("high").asDouble() - rate.get("low").asDouble()).isBetween(0.05, 0.2);
        }

        assertThat(held).isGreaterThanOrEqualTo(36);
    }

    @Test
    void givesEverythingAsJson() throws IOException {
        Ended ended = test("events", "--where", "n = 0", "--sample", "102", "--examples", "2", "--json");

        JsonNode json = JSON.readTree(ended.out());
        assertThat(json.get("format").asInt()).isEqualTo(1);
        assertThat(json.get("filter").get("sql").asText()).isEqualTo("lang = 'es'");
        assertThat(json.get("other").get("hash").asText()).hasSize(16);
        assertThat(json.get("captured").asLong()).isEqualTo(1_020);
        assertThat(json.get("sampled").asLong()).isEqualTo(102);
        assertThat(json.get("records").asLong()
                        + json.get("control").asLong()
                        + json.get("malformed").asLong())
                .isEqualTo(102);
        for (JsonNode example : json.get("examples").get("newlyDropped")) {
            JsonNode line = JSON.readTree(example.get("line").asText());
            assertThat(line.get("lang").asText()).isEqualTo("es");
            assertThat(line.get("n").asInt()).isNotZero();
            assertThat(example.get("microbatch").asText()).startsWith("events-");
        }
        assertThat(json.get("examples").get("newlyDropped")).hasSize(2);
        assertThat(json.get("examples").get("newlyKept")).isEmpty();
    }

    @Test
    void countsWhatLiesOutsideOfTheRangeApart() throws IOException {
        Ended ended = test(
                "events",
                "--where",
                "n = 0",
                "--from",
                "2026-11-22T12:00:00Z",
                "--to",
                "2026-11-22T13:00:00Z",
                "--json");

        JsonNode json = JSON.readTree(ended.out());
        assertThat(json.get("records").asLong()).isEqualTo(100);
        assertThat(json.get("rates").get("keptByOther").get("count").asLong()).isEqualTo(10);
    }

    @Test
    void asksWhetherAnotherColumnWasMeant() {
        Ended ended = test("events", "--where", "lan = 'es'");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("weir: Cannot use the filter \"lan = 'es'\": ")
                .containsIgnoringCase("did you mean")
                .contains("`lang`");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(test("event", "--where", "true").err()).contains("did you mean \"events\"?");
        assertThat(test("events").err()).contains("--where");
        assertThat(test("events", "--where", "true", "--sample", "0").code()).isEqualTo(2);
        assertThat(test("events", "--where", "true", "--from", "2027-01-01").out())
                .isEqualTo("Nothing was captured of events in that range.\n");
        assertThat(Ended.of("filter").err()).startsWith("weir: filter needs one of: test");
    }

    @Test
    void tellsTheLinesApartByBothFilters() throws IOException {
        Files.writeString(
                folder.resolve("weir.conf"),
                Files.readString(folder.resolve("weir.conf"), StandardCharsets.UTF_8)
                        .replace("lang = 'es'", "n = 0 OR n = 1"),
                StandardCharsets.UTF_8);

        Ended ended = test("events", "--where", "n = 1 OR n = 2");

        assertThat(ended.out())
                .contains("kept by both                100", "newly kept                  100")
                .contains("newly dropped               100", "dropped by both             700");
    }
}
