package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weir.lake.Lines;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanStoreTest {

    private static final String FIRST = "state/plans/events/00000001.json";

    @TempDir
    private Path root;

    private LakeFiles files;
    private PlanStore store;

    @BeforeEach
    void openStore() {
        files = LakeFiles.of(root.toString());
        store = new PlanStore(files, "events");
    }

    @Test
    void isEmptyWhereNothingWasWritten() throws IOException {
        assertThat(store.newest()).isZero();
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void givesBackTheUnfinishedPlan() throws IOException {
        Plan plan = plan(1, 1795392000000L, 1795392005000L);

        store.write(plan);

        assertThat(store.newest()).isEqualTo(1);
        assertThat(store.unfinished()).contains(plan);
        assertThat(root.resolve(FIRST)).exists();
    }

    @Test
    void hasNoUnfinishedPlanOnceTheNewestIsFinished() throws IOException {
        store.write(plan(1, 5));
        store.finish(result(plan(1, 5)));
        store.write(plan(2, 6));

        assertThat(store.unfinished()).contains(plan(2, 6));

        store.finish(result(plan(2, 6)));

        assertThat(store.unfinished()).isEmpty();
        assertThat(store.newest()).isEqualTo(2);
    }

    @Test
    void countsBeyondEightDigits() throws IOException {
        store.write(plan(99_999_999, 5));
        store.finish(result(plan(99_999_999, 5)));
        store.write(plan(100_000_000, 6));

        assertThat(store.newest()).isEqualTo(100_000_000);
        assertThat(store.unfinished()).contains(plan(100_000_000, 6));
    }

    @Test
    void takesNoOtherFileForAPlan() throws IOException {
        for (String name : List.of("00000009.json.tmp", "00000008.done.json", "9.json", "notes.json")) {
            files.publish("state/plans/events/" + name, new byte[0]);
        }

        assertThat(store.newest()).isZero();
    }

    @Test
    void keepsTheStreamsApart() throws IOException {
        store.write(plan(1, 5));

        assertThat(new PlanStore(files, "others").newest()).isZero();
    }

    @Test
    void writesDownWhatAFinishedPlanDid() throws IOException {
        store.write(plan(3, 5));

        store.finish(new Result(plan(3, 5), 12, 4, 1, 2, 2, 1, List.of("archive/one", "archive/two")));

        JsonNode done = new ObjectMapper()
                .readTree(root.resolve("state/plans/events/00000003.done.json").toFile());
        ((ObjectNode) done).remove("checksum");
        assertThat(done)
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"format":1,"stream":"events","number":3,"tableVersion":12,"lines":10,"rows":4,
                                         "duplicates":1,"dropped":2,"malformed":2,"control":1,
                                         "segments":["archive/one","archive/two"]}
                                        """));
    }

    @Test
    void refusesAResultThatDoesNotAddUp() {
        assertThatThrownBy(() -> new Result(plan(3, 5), 12, 4, 1, 2, 2, 2, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Plan 3 of events has 10 lines, but 4 rows + 1 duplicates + 2 dropped + 2 malformed"
                        + " + 2 control = 11");
    }

    @Test
    void refusesAPlanThatIsNoJson() throws IOException {
        store.write(plan(1, 5));
        Files.writeString(root.resolve(FIRST), "{\"format\": 1, \"str");

        assertThatThrownBy(store::unfinished)
                .isInstanceOf(CorruptLakeException.class)
                .hasMessageStartingWith("Cannot read " + files.uri(FIRST) + ": ");
    }

    @Test
    void refusesAnEmptyPlanFile() throws IOException {
        files.publish(FIRST, new byte[0]);

        assertThatThrownBy(store::unfinished)
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot read " + files.uri(FIRST) + ": it holds no JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "format" : 1       | "format" : 2        | its format version is 2, and this version of Weir knows 1. Use the version of Weir that wrote it.
                    "number" : 1       | "number" : 2        | "microbatches" is empty, or "number" is not 1
                    [ 5 ]              | [ ]                 | "microbatches" is empty, or "number" is not 1
                    [ 5 ]              | [ "5" ]             | "microbatches" holds something that is no whole number
                    "lines" : 10       | "lines" : "10"      | "lines" is not a whole number
                    "bytes" : 100      | "octets" : 100      | "bytes" is missing
                    "stream" : "events" | "stream" : "others" | "stream" is others, but the plan lies in the folder of events
                    """)
    void refusesAPlanThatIsNotWhatItMustBe(String written, String found, String reason) throws IOException {
        store.write(plan(1, 5));
        Lines.correct(root.resolve(FIRST), written, found);

        assertThatThrownBy(store::unfinished)
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot read " + files.uri(FIRST) + ": " + reason);
    }

    private static Plan plan(long number, long... times) {
        List<Microbatch> microbatches = LongStream.of(times)
                .mapToObj(time -> new Microbatch("events", time))
                .toList();
        return new Plan("events", number, microbatches, 10, 100);
    }

    private static Result result(Plan plan) {
        return new Result(plan, 1, 10, 0, 0, 0, 0, List.of());
    }
}
