package weir.lake.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.intake.AliveMark;
import weir.lake.intake.Spool;
import weir.lake.intake.SpoolLimits;
import weir.lake.intake.SpoolWriter;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Counts;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;
import weir.lake.verify.ContinuityVerification;

import static org.assertj.core.api.Assertions.assertThat;

class ContinuityTest {

    private static final long TIME = 1_795_341_985_000L;
    private static final Instant HEARD = Instant.ofEpochMilli(TIME + 9_000);

    @TempDir
    private Path root;

    private LakeFiles files;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
    }

    @Test
    void findsNothingWhereEachMicrobatchGoesOnFromTheOneBefore() throws IOException {
        commit(1, chunks(0, 4));
        commit(2, new Position.Requeued(1));
        commit(3, chunks(5, 5));
        commit(4, new Position.Imported("old.ndjson"));
        commit(5, chunks(6, 9));
        spool(10);

        assertThat(found()).isEmpty();
    }

    @Test
    void findsAMicrobatchThatIsGoneWhereverItWas() throws IOException {
        commit(1, chunks(0, 4));
        Manifest second = commit(2, chunks(5, 6));
        commit(3, chunks(7, 9));
        spool(10, 11);
        Manifest last = commit(4, chunks(10, 11));
        spool(12);

        files.delete(second.microbatch().folder());
        assertThat(found())
                .containsExactly("between events-1795341985001 and events-1795341985003: chunks 5 to 6 are in no"
                        + " microbatch that can be read and in no recorded gap");

        files.delete(new Microbatch("events", TIME + 1).folder());
        assertThat(found())
                .containsExactly(
                        "before events-1795341985003: chunks 0 to 6 are in no microbatch that can be read and in no recorded gap");

        new Spool(files, "events").release(11);
        files.delete(last.microbatch().folder());
        assertThat(found())
                .hasSize(2)
                .element(1)
                .isEqualTo("between events-1795341985003 and the spool: chunks 10 to 11"
                        + " are in no microbatch that can be read and in no recorded gap");
    }

    @Test
    void findsThatAllMicrobatchesBeforeTheSpoolAreGone() throws IOException {
        spool(7);

        assertThat(found())
                .containsExactly(
                        "before the spool: chunks 0 to 6 are in no microbatch that can be read and in no recorded gap");
    }

    @Test
    void takesWhatIsStillInTheSpoolForWaiting() throws IOException {
        commit(1, chunks(0, 4));
        spool(5, 6);

        assertThat(found()).isEmpty();
    }

    @Test
    void findsThatASpoolIsGoneWhichTheAliveMarkNames() throws IOException {
        commit(1, chunks(0, 4));
        spool(5, 6);
        alive(6);
        assertThat(found()).as("all in the spool").isEmpty();

        files.delete("state/spool/events");
        assertThat(found())
                .containsExactly("before the alive mark: chunks 5 to 6 are in no microbatch that can be read and in no"
                        + " recorded gap; the spool does not hold them either");
        assertThat(found(TIME, TIME + 2)).as("a range that ended before").isEmpty();

        commit(2, chunks(5, 6));
        assertThat(found()).as("all committed").isEmpty();
    }

    @Test
    void findsAMicrobatchThatIsThereTwice() throws IOException {
        commit(1, chunks(0, 4));
        commit(2, chunks(5, 6));
        commit(3, chunks(5, 6));

        assertThat(found())
                .containsExactly(
                        "between events-1795341985002 and events-1795341985003: chunks 5 to 6 are in an earlier"
                                + " microbatch too");
    }

    @Test
    void looksIntoTheArchiveToo() throws IOException {
        List<Manifest> archived = List.of(commit(1, chunks(0, 4)), commit(3, chunks(7, 9)));
        Archived.segment(files, archived, 1);
        for (Manifest manifest : archived) {
            files.delete(manifest.microbatch().folder());
        }
        commit(4, chunks(10, 10));

        assertThat(found()).singleElement().asString().contains("chunks 5 to 6 ");
    }

    @Test
    void beginsARangeWhereTheManifestBeforeItEnds() throws IOException {
        commit(1, chunks(3, 4));
        commit(2, chunks(5, 6));
        commit(3, chunks(9, 9));
        spool(20);

        assertThat(found(TIME + 2, TIME + 3)).isEmpty();
        assertThat(found(TIME + 3, TIME + 4)).singleElement().asString().contains("chunks 7 to 8 ");
        assertThat(found(TIME + 1, TIME + 2)).as("nothing before the range").isEmpty();
    }

    @Test
    void explainsOffsetsByTheGapsOfTheirPartition() throws IOException {
        commit(1, offsets("t-0", 40, 50, "t-1", 0, 5));
        commit(
                2,
                offsets("t-0", 60, 60, "t-1", 0, 3),
                new Gap(Cause.EXPIRED, HEARD, HEARD, 10, "t-0 has no offsets from 50 to 59 any more"),
                Gap.of(Cause.TRUNCATED, HEARD, HEARD, "t-1 was made anew; it was read up to offset 5"));
        commit(3, offsets("t-0", 60, 61, "t-1", 3, 3, "t-2", 700, 800));
        commit(4, offsets("t-0", 61, 61, "t-1", 3, 3, "t-2", 800, 801));

        assertThat(found()).isEmpty();
    }

    @Test
    void findsOffsetsThatNoGapExplains() throws IOException {
        commit(1, offsets("t-0", 40, 50, "t-1", 0, 5));
        commit(
                3,
                offsets("t-0", 60, 61, "t-1", 8, 8),
                new Gap(Cause.EXPIRED, HEARD, HEARD, 9, "t-0 has no offsets from 51 to 59 any more"));
        commit(4, offsets("t-0", 60, 61, "t-1", 8, 8));

        assertThat(found())
                .extracting(text -> text.substring(text.indexOf(": ") + 2))
                .containsExactly(
                        "offsets of t-0 50 to 59 are in no microbatch that can be read and in no recorded gap",
                        "offsets of t-1 5 to 7 are in no microbatch that can be read and in no recorded gap",
                        "offsets of t-0 60 to 60 are in an earlier microbatch too");
    }

    @Test
    void saysWhatToDo() throws IOException {
        commit(1, chunks(2, 4));

        assertThat(verify()).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.where())
                    .isEqualTo(files.uri("raw/events") + " or archive, before events-1795341985001");
            assertThat(mismatch.advice()).startsWith("Restore what is missing from a copy");
        });
    }

    private List<String> found() throws IOException {
        return found(TimeRange.ALL);
    }

    private List<String> found(long from, long to) throws IOException {
        return found(new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)));
    }

    private List<String> found(TimeRange range) throws IOException {
        ManifestLog manifests = new ManifestLog(files, "events");
        Continuity continuity = Continuity.begin(manifests, files, "events", range);
        manifests
                .all(
                        segment -> range.meets(segment.from(), segment.to()),
                        microbatch -> range.meets(microbatch.time(), microbatch.time()))
                .forEach(continuity::add);
        return continuity.finish().stream()
                .map(one -> one.where() + ": " + one.found())
                .toList();
    }

    private List<Mismatch> verify() throws IOException {
        return new ContinuityVerification(files, files, "events", TimeRange.ALL)
                .run()
                .mismatches();
    }

    private static Position chunks(long first, long last) {
        return new Position.Spooled(first, last);
    }

    private static Position offsets(Object... partitions) {
        Map<String, Position.Range> ranges = new TreeMap<>();
        for (int i = 0; i < partitions.length; i += 3) {
            ranges.put((String) partitions[i], new Position.Range((Integer) partitions[i + 1], (Integer)
                    partitions[i + 2]));
        }
        return new Position.Offsets(ranges, Map.of());
    }

    private Manifest commit(long millis, Position position, Gap... gaps) throws IOException {
        Manifest manifest = new Manifest(
                new Microbatch("events", TIME + millis),
                List.of(),
                new Counts(0, 0, 0, 0, 0, 0, Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(position),
                "0123456789abcdef",
                List.of(),
                List.of(gaps),
                "weir test");
        new RawZone(files, "events").commit(manifest);
        return manifest;
    }

    private void alive(long chunk) throws IOException {
        new AliveMark("events", new Connection(HEARD, HEARD), chunk, Optional.empty()).write(files);
    }

    /** A file of the spool for each call. */
    private void spool(long... sequences) throws IOException {
        try (SpoolWriter writer = SpoolWriter.open(files, "events", new SpoolLimits(1 << 20, 0), sequences[0])) {
            for (long sequence : sequences) {
                writer.append(new Chunk(sequence, new Connection(HEARD, HEARD), List.of(), 0, new byte[] {'\n'}));
            }
        }
    }
}
