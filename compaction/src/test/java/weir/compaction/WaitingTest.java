package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.deletion.Deletions;
import weir.lake.history.AskedDeletions;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingTest {

    private static final Planner UNLIMITED = new Planner(Long.MAX_VALUE, Integer.MAX_VALUE);
    private static final byte[] LINE = Lines.event(1, "2026-11-22T10:00:00Z", "pt");

    @TempDir
    private Path folder;

    private TestLake lake;
    private Manifest oldest;
    private Manifest middle;
    private Manifest newest;

    @BeforeEach
    void commitThree() throws IOException {
        lake = TestLake.of(folder, Lines.events("true"));
        newest = lake.commit("2026-11-23T00:00:00Z", List.of(LINE, LINE, LINE));
        oldest = lake.commit("2026-11-22T09:00:00Z", List.of(LINE));
        middle = lake.commit("2026-11-22T10:00:00Z", List.of(LINE, LINE));
    }

    @Test
    void findsNothingInALakeThatIsNotThere() throws IOException {
        assertThat(waiting(TestLake.of(folder.resolve("none"), Lines.events("true")), UNLIMITED))
                .isEqualTo(new Waiting(List.of(), List.of()));
    }

    @Test
    void findsCommittedMicrobatchesOldestFirst() throws IOException {
        requireSound(waiting(lake, UNLIMITED), oldest, middle, newest);
    }

    @Test
    void acceptsPartsThatEndWithoutALineFeedOrHoldNothing() throws IOException {
        Manifest odd = lake.commitParts(
                "2026-11-23T01:00:00Z", List.of(Lines.utf8("{}\n{}"), new byte[0], Lines.utf8("\n\n")));

        assertThat(odd.lines()).isEqualTo(4);
        assertThat(waiting(lake, UNLIMITED).manifests()).containsExactly(oldest, middle, newest, odd);
        assertThat(waiting(lake, UNLIMITED).problems()).isEmpty();
    }

    @Test
    void acceptsAMicrobatchWithoutParts() throws IOException {
        Manifest empty = lake.commitParts("2026-11-23T01:00:00Z", List.of());

        assertThat(waiting(lake, UNLIMITED).manifests()).containsExactly(oldest, middle, newest, empty);
    }

    @Test
    void leavesOutWhatIsNotCommitted() throws IOException {
        Files.delete(file(middle, Microbatch.MANIFEST));

        requireSound(waiting(lake, UNLIMITED), oldest, newest);
    }

    @Test
    void looksNoFurtherThanOnePlanGoes() throws IOException {
        assertThat(waiting(lake, new Planner(Long.MAX_VALUE, 2)).manifests()).containsExactly(oldest, middle);
        assertThat(waiting(lake, new Planner(1, 10)).manifests()).containsExactly(oldest);
    }

    @Test
    void doesNotLetUnsoundOnesUseUpTheLimit() throws IOException {
        Files.writeString(file(oldest, Microbatch.MANIFEST), "{}");

        assertThat(waiting(lake, new Planner(Long.MAX_VALUE, 2)).manifests()).containsExactly(middle, newest);
    }

    @Test
    void tellsOfAManifestThatIsNoJson() throws IOException {
        Files.writeString(file(middle, Microbatch.MANIFEST), "{\"format\":");

        requireOneProblem("Cannot read " + uri(middle, Microbatch.MANIFEST) + ": ");
    }

    @Test
    void tellsOfAManifestOfAnotherFormat() throws IOException {
        Path manifest = file(middle, Microbatch.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("\"format\" : 2", "\"format\" : 99"));

        requireOneProblem("Cannot read " + uri(middle, Microbatch.MANIFEST) + ": its format version is 99");
    }

    @Test
    void tellsOfAManifestThatIsNotAsItWasWritten() throws IOException {
        Path manifest = file(middle, Microbatch.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("\"received\" : 2", "\"received\" : 3"));

        requireOneProblem("Cannot read " + uri(middle, Microbatch.MANIFEST) + ": its checksum is of other bytes.");
    }

    @Test
    void tellsOfAManifestOfAnotherMicrobatch() throws IOException {
        Files.copy(
                file(oldest, Microbatch.MANIFEST),
                file(middle, Microbatch.MANIFEST),
                StandardCopyOption.REPLACE_EXISTING);

        requireOneProblem("Cannot read " + uri(middle, Microbatch.MANIFEST) + ": \"time\" says events-");
    }

    @Test
    void tellsOfAMissingPart() throws IOException {
        Files.delete(file(middle, "part-00000"));

        requireOneProblem("Cannot compact " + uri(middle, "part-00000")
                + ": its manifest names it, but there is no such file. Restore it.");
    }

    @Test
    void tellsOfAFlippedByte() throws IOException {
        byte[] content = Files.readAllBytes(file(middle, "part-00000"));
        content[content.length / 2] ^= 1;
        Files.write(file(middle, "part-00000"), content);

        requireOneProblem("Cannot compact " + uri(middle, "part-00000") + ": its manifest says 2 lines with SHA-256 "
                + middle.parts().get(0).sha256() + ", the file has 2 with " + Lines.sha256(content) + ". Restore");
    }

    @Test
    void tellsOfACutPart() throws IOException {
        byte[] content = Files.readAllBytes(file(middle, "part-00000"));
        Files.write(file(middle, "part-00000"), Arrays.copyOf(content, content.length / 4));

        requireOneProblem("Cannot compact " + uri(middle, "part-00000") + ": its manifest says 2 lines");
    }

    @Test
    void tellsOfAWrongCountOfLines() throws IOException {
        alter(middle, "\"lines\" : 2", "\"lines\" : 3");

        requireOneProblem("Cannot compact " + uri(middle, "part-00000") + ": its manifest says 3 lines");
    }

    @Test
    void tellsOfAWrongCountOfBytes() throws IOException {
        alter(middle, "\"bytes\" : " + middle.bytes(), "\"bytes\" : 7");

        requireOneProblem("Cannot compact " + uri(middle, "part-00000") + ": its manifest says 7 bytes, the file has "
                + middle.bytes());
    }

    private void alter(Manifest manifest, String written, String found) throws IOException {
        Lines.correct(file(manifest, Microbatch.MANIFEST), written, found);
    }

    /** Asserts that the middle one stays with one message, and the others go on. */
    private void requireOneProblem(String messageStart) throws IOException {
        List<String> before = lake.tree("");

        Waiting waiting = waiting(lake, UNLIMITED);

        assertThat(waiting.manifests()).containsExactly(oldest, newest);
        assertThat(waiting.problems())
                .singleElement()
                .asString()
                .startsWith(messageStart)
                .doesNotContain("\n");
        assertThat(lake.tree("")).isEqualTo(before);
    }

    private static Waiting waiting(TestLake lake, Planner limits) throws IOException {
        return Waiting.in(
                new RawZone(lake.files(), "events"),
                new Judges(
                        lake.files(),
                        Lines.events("true"),
                        () -> new AskedDeletions(
                                Deletions.none(Lines.events("true").schema()), List.of())),
                limits,
                new RowFiles(Optional::empty));
    }

    private static void requireSound(Waiting waiting, Manifest... manifests) {
        assertThat(waiting.manifests()).containsExactly(manifests);
        assertThat(waiting.problems()).isEmpty();
    }

    private Path file(Manifest manifest, String name) {
        return lake.path(manifest.microbatch().path(name));
    }

    private String uri(Manifest manifest, String name) {
        return lake.files().uri(manifest.microbatch().path(name));
    }
}
