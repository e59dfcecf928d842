package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.filter.Clauses;
import weir.lake.filter.LineReader;
import weir.lake.filter.RandomLine;
import weir.lake.filter.RandomPredicate;
import weir.lake.filter.Verdict;
import weir.lake.raw.Microbatch;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/** Of random frames no index excludes one that holds a line which a random predicate keeps in a random range. */
class IndexSoundnessTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final int PREDICATES = 500;
    private static final int FRAMES = 60;
    private static final long BATCH_MILLIS = 1_582_970_000_000L;

    private static final StreamSpec SPEC =
            RandomPredicate.SPEC.withIndex(RandomPredicate.SPEC.schema().exactPaths());

    /** What a run has seen. */
    private record Seen(long kept, long lost, long excluded) {}

    private static List<byte[]> lines(Random random, RandomLine randomLine) {
        List<byte[]> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] line =
                    switch (random.nextInt(8)) {
                        case 0 -> randomLine.damaged();
                        case 1 -> Lines.utf8(" ");
                        default -> Lines.utf8(randomLine.line());
                    };
            // one that was damaged may have got a line feed
            lines.addAll(Lines.split(line.length == 0 ? Lines.utf8("\n") : line));
        }
        return lines;
    }

    /** @param indexed how the lines are read for the index, which says that it was as the stream says */
    private static Seen run(StreamSpec indexed) throws IOException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        RandomLine randomLine = new RandomLine(SEED + 1);
        RandomPredicate predicates = new RandomPredicate(SEED + 2);
        FrameIndexer indexer = new FrameIndexer(indexed);
        Microbatch microbatch = new Microbatch("events", BATCH_MILLIS);
        List<List<byte[]>> frames = new ArrayList<>();
        List<SegmentIndex.FrameEntry> entries = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            List<byte[]> lines = lines(random, randomLine);
            byte[] content = Lines.joined(lines);
            frames.add(lines);
            entries.add(indexer.entry(content, content.length, List.of(new Span(microbatch, 0, lines.size()))));
        }
        SegmentIndex index = index(entries);
        long kept = 0;
        long lost = 0;
        long excluded = 0;
        for (int i = 0; i < PREDICATES; i++) {
            StreamSpec spec = SPEC.withFilter(predicates.predicate(random.nextInt(4)));
            LineReader reader = LineReader.of(spec, List.of());
            long from = (1_582_934_400L + random.nextInt(200_000) - 100_000) * 1_000_000;
            long to = random.nextInt(3) == 0 ? from + 30_000_000_000L : Long.MAX_VALUE;
            long begin = random.nextInt(3) == 0 ? from : Long.MIN_VALUE;
            FrameChoice wanted = new FrameChoice(spec.eventTimeDefinition(), begin, to, Clauses.of(spec));
            for (int frame = 0; frame < FRAMES; frame++) {
                boolean mayHold = index.mayHold(frame, wanted);
                excluded += mayHold ? 0 : 1;
                for (byte[] line : frames.get(frame)) {
                    boolean wants = reader.read(line, 0, line.length) == Verdict.KEPT;
                    long micros = reader.micros(() -> BATCH_MILLIS);
                    if (wants && begin <= micros && micros < to) {
                        kept++;
                        lost += mayHold ? 0 : 1;
                    }
                }
            }
        }
        return new Seen(kept, lost, excluded);
    }

    /** As a stream of these columns says it was made, whatever it was made of. */
    private static SegmentIndex index(List<SegmentIndex.FrameEntry> entries) {
        SegmentFooter footer = new SegmentFooter(
                new Segment("events", new Microbatch("events", BATCH_MILLIS).date(), BATCH_MILLIS, BATCH_MILLIS, 1),
                "",
                List.of(),
                List.of());
        return SegmentIndex.of(footer, SPEC, entries);
    }

    @Test
    void excludesNoFrameWithAWantedLine() throws IOException {
        Seen seen = run(SPEC);

        System.out.println(seen);
        assertThat(seen.lost()).as("seed " + SEED).isZero();
        assertThat(seen.kept()).isGreaterThan(1_000);
        assertThat(seen.excluded()).isGreaterThan(1_000);
    }

    /** The elements of an array are left out: a rule that this test is to find. */
    @Test
    void wouldFindAnUnsoundRule() throws IOException {
        String unsound = SPEC.schema().text().replace("name = tags,", "name = tags, from = [labels],");
        StreamSpec other =
                new StreamSpec("events", Schema.parse(unsound, "unsound"), SPEC.key(), "at", "true", SPEC.index());

        assertThat(run(other).lost()).isPositive();
        assertThat(Optional.of(other.indexDefinitions())).isNotEqualTo(Optional.of(SPEC.indexDefinitions()));
    }
}
