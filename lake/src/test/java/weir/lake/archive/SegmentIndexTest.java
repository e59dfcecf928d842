package weir.lake.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;
import weir.lake.schema.ColumnPath;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentIndexTest {

    private static final long T0 = 1_795_305_600_000L;
    private static final int TWEETS = 6_000;

    @TempDir
    private Path root;

    private SegmentFooter archive(StreamSpec spec) throws IOException {
        LakeFiles files = LakeFiles.of(root.toString());
        TweetGenerator tweets = TweetGenerator.of(TweetOptions.of(1, Instant.parse("2026-11-22T00:00:00Z")));
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < TWEETS; i++) {
            lines.add(tweets.next());
        }
        Manifest manifest = Lines.commitParts(files, new Microbatch("tweets", T0), List.of(Lines.joined(lines)));
        Segment segment = new Segment("tweets", manifest.microbatch().date(), T0, T0, 1);
        try (SegmentWriter writer = new SegmentWriter(files, segment, spec)) {
            writer.append(manifest);
            return writer.finish();
        }
    }

    private double percentOfSegment(SegmentFooter footer) throws IOException {
        double index = Files.size(root.resolve(footer.segment().indexPath()));
        return 100 * index / Files.size(root.resolve(footer.segment().path()));
    }

    private SegmentIndex read(SegmentFooter footer) throws IOException {
        return SegmentIndexFile.read(LakeFiles.of(root.toString()), footer);
    }

    @Test
    void ofTheKeyNeedsLittleRoom() throws IOException {
        SegmentFooter footer = archive(Lines.tweets("true").withIndex(List.of(ColumnPath.parse("id"))));

        System.out.printf("%.2f %% of the segment%n", percentOfSegment(footer));
        assertThat(percentOfSegment(footer)).isLessThan(1);
        assertThat(read(footer).leftOut()).isEmpty();
    }

    @Test
    void ofTheKeyAndWhatDeletionsGoByNeedsLittleRoomToo() throws IOException {
        SegmentFooter footer = archive(Lines.tweets("true"));

        assertThat(percentOfSegment(footer)).isLessThan(3);
        assertThat(read(footer).leftOut()).isEmpty();
    }

    @Test
    void goesWithoutTheColumnsThatNeedMostRoom() throws IOException {
        List<ColumnPath> all = Lines.tweets("true").schema().exactPaths();

        SegmentFooter footer = archive(Lines.tweets("true").withIndex(all));

        System.out.printf(
                "%.2f %% of the segment, without %s%n",
                percentOfSegment(footer), read(footer).leftOut());
        assertThat(percentOfSegment(footer)).isBetween(1.0, 3.0);
        assertThat(read(footer).leftOut()).contains("text").doesNotContain("lang", "hashtags");
    }

    @Test
    void isOneZstdFrameOfADocument() throws IOException, InterruptedException {
        SegmentFooter footer = archive(Lines.tweets("true"));

        byte[] document = StockZstd.run(
                "-dc",
                "--format=zstd",
                root.resolve(footer.segment().indexPath()).toString());

        assertThat(new String(document, StandardCharsets.UTF_8))
                .startsWith("{\n  \"format\" : 3,\n  \"segment\" : \""
                        + footer.segment().name() + "\"")
                .contains("\"column\" : \"id\",\n    \"read\" : \"BIGINT /id\"")
                .contains("\"column\" : \"created_at\",\n    \"read\" : \"TIMESTAMP /created_at, spelled EEE MMM dd")
                .endsWith("\"\n}\n");
    }

    @Test
    void saysPerhapsOfFewValuesThatAreNotThere() {
        Random random = new Random(1);
        long[] hashes = random.longs(1_000).toArray();
        BloomFilter filter = BloomFilter.of(hashes);

        for (long hash : hashes) {
            assertThat(filter.mayContain(hash)).isTrue();
        }
        assertThat(random.longs(100_000).filter(filter::mayContain).count()).isBetween(100L, 600L);
        assertThat(filter.bits()).hasSize(1_500);
        assertThat(BloomFilter.of(new long[0]).mayContain(0)).isFalse();
    }
}
