package weir.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.quarantine.Quarantine;
import weir.lake.raw.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

/** Real and hostile lines of the shared test data, where it is at hand. */
@Tag("spark")
@ExtendWith(DeltaSession.class)
class SharedDataTest {

    @TempDir
    private Path folder;

    @Test
    void takesRealTweetsOnceHoweverOftenTheyCome(SparkSession spark) throws IOException {
        byte[] content = Files.readAllBytes(shared("v11/stream_2019.ndjson"));
        TestLake lake = TestLake.of(folder, Lines.tweets("true"));
        lake.commitParts("2026-11-22T10:00:00Z", List.of(content));
        lake.commitParts("2026-11-22T10:00:05Z", List.of(content));

        Result result = lake.compact(spark).results().get(0);

        assertThat(result.rows()).isEqualTo(681);
        assertThat(result.duplicates()).isEqualTo(681);
        Map<Long, String> found = new HashMap<>();
        lake.table(spark, "tweets")
                .select("id", "text")
                .collectAsList()
                .forEach(row -> found.put(row.getLong(0), row.getString(1)));
        Map<Long, String> expected = new HashMap<>();
        long extended = 0;
        for (byte[] line : Lines.split(content)) {
            JsonNode tweet = new ObjectMapper().readTree(line);
            expected.put(tweet.path("id").asLong(), TweetsTest.text(tweet));
            extended += tweet.has("extended_tweet") ? 1 : 0;
        }
        assertThat(extended).isPositive();
        assertThat(found).hasSize(681).isEqualTo(expected);
    }

    @Test
    void losesNoHostileLine(SparkSession spark) throws IOException {
        TestLake lake = TestLake.of(folder, Lines.tweets("text IS NOT NULL OR text IS NULL"));
        Manifest composed = lake.commitParts(
                "2026-11-22T10:00:00Z",
                List.of(
                        Files.readAllBytes(shared("nasty/composed_lines.bin")),
                        Files.readAllBytes(shared("nasty/composed_crlf_bom_noeol.bin"))));
        Manifest suite =
                lake.commitParts("2026-11-22T10:00:05Z", oneLineFiles(shared("nasty/JSONTestSuite/test_parsing")));
        assertThat(suite.lines()).isGreaterThan(250);

        Result result = lake.compact(spark).results().get(0);

        assertThat(result.plan().lines()).isEqualTo(composed.lines() + suite.lines());
        assertThat(result.rows() + result.duplicates() + result.control() + result.malformed())
                .isEqualTo(result.plan().lines());
        Set<String> rows = new HashSet<>();
        lake.table(spark, "tweets")
                .selectExpr("concat(_microbatch, ' ', _line)")
                .collectAsList()
                .forEach(row -> rows.add(row.getString(0)));
        Map<String, byte[]> quarantined = new HashMap<>();
        new Quarantine(lake.files(), "tweets")
                .lines()
                .forEach(line -> quarantined.put(line.microbatch().name() + " " + line.line(), line.bytes()));
        assertThat(rows).hasSize((int) result.rows()).isNotEmpty().doesNotContainAnyElementsOf(quarantined.keySet());
        assertThat(quarantined).hasSize((int) result.malformed());
        requireAsReceived(lake, quarantined);
    }

    /** Asserts that the archive has the lines, and the quarantine the malformed ones, as they were captured. */
    private static void requireAsReceived(TestLake lake, Map<String, byte[]> quarantined) throws IOException {
        Archive archive = new Archive(lake.files(), "tweets");
        for (Segment segment : archive.segments()) {
            List<String> lines = LakeState.lines(lake.files(), archive.footer(segment));
            int next = 0;
            for (Manifest manifest : archive.footer(segment).manifests()) {
                for (long line = 0; line < manifest.lines(); line++) {
                    byte[] bytes = quarantined.remove(manifest.microbatch().name() + " " + line);
                    String archived = lines.get(next++);
                    if (bytes != null) {
                        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                                .isEqualTo(archived);
                    }
                }
            }
            assertThat(lines).hasSize(next);
        }
        assertThat(quarantined).isEmpty();
    }

    private static List<byte[]> oneLineFiles(Path suite) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(suite)) {
            files.sorted().map(SharedDataTest::read).forEach(contents::add);
        }
        contents.removeIf(content -> Lines.split(content).size() != 1);
        return contents;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path shared(String name) {
        Path file = Lines.shared(name).orElse(null);
        Assumptions.assumeTrue(file != null, "the shared test data is not here");
        return file;
    }
}
