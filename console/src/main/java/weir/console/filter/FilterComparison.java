package weir.console.filter;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

import weir.lake.StreamSpec;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.HistoryCursor;
import weir.lake.history.TimeRange;

/**
 * A stream's filter and another one, by what they make of a sample of captured lines.
 *
 * @param stream the stream's name
 * @param filter its filter
 * @param other the other one
 * @param population captured lines that the sample was chosen from
 * @param sampled lines that were judged
 * @param outside those of them that do not lie in the range
 * @param control those of them that are control messages or blank
 * @param malformed those of them that are malformed, or become so because a filter fails
 * @param kinds how many records there are of each kind
 * @param examples some lines of each kind, by chance, in the order of capture
 */
record FilterComparison(
        String stream,
        Filter filter,
        Filter other,
        long population,
        long sampled,
        long outside,
        long control,
        long malformed,
        Map<Kind, Long> kinds,
        Map<Kind, List<Example>> examples) {

    FilterComparison {
        kinds = Map.copyOf(kinds);
        examples = Map.copyOf(examples);
    }

    /**
     * A line that both filters have judged.
     *
     * @param time its event time, or that of its microbatch
     * @param microbatch the name of its microbatch
     * @param number in the microbatch, from 0
     * @param line as it was captured
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Example(Instant time, String microbatch, long number, byte[] line) {}

    /**
     * Judges a sample.
     *
     * @param spec the stream with its filter
     * @param with the stream with the other one
     * @param range by event time; lines outside of it are only counted
     * @param examples how many lines of each kind are kept
     * @param progress is told of bytes that were read
     */
    static FilterComparison of(
            LineSample sample, StreamSpec spec, StreamSpec with, TimeRange range, int examples, LongConsumer progress)
            throws IOException {
        Judge judge = new Judge(LineReader.of(spec, List.of()), LineReader.of(with, List.of()), range, examples);
        sample.forEach(judge::judge, progress);
        return new FilterComparison(
                spec.name(),
                Filter.of(spec.filter(), spec.schema()),
                Filter.of(with.filter(), with.schema()),
                sample.population(),
                judge.sampled,
                judge.outside,
                judge.control,
                judge.malformed,
                judge.kinds,
                judge.examples);
    }

    /** Records that were judged. */
    long records() {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The share of a kind among the records. */
    Rate rate(Kind kind) {
        return rate(kinds.get(kind));
    }

    /** The share of what the stream's filter keeps. */
    Rate kept() {
        return rate(kinds.get(Kind.KEPT_BY_BOTH) + kinds.get(Kind.NEWLY_DROPPED));
    }

    /** The share of what the other filter keeps. */
    Rate keptByOther() {
        return rate(kinds.get(Kind.KEPT_BY_BOTH) + kinds.get(Kind.NEWLY_KEPT));
    }

    /** How many records a share of them stands for, among all captured lines. */
    long expected(double share) {
        return sampled == 0 ? 0 : Math.round(share * records() / sampled * population);
    }

    private Rate rate(long count) {
        return Rate.of(count, records(), sampled, population);
    }

    /** Judges line by line. */
    private static final class Judge {
        private static final long MICROS_PER_SECOND = 1_000_000;

        private final LineReader reader;
        private final LineReader other;
        private final TimeRange range;
        private final int wanted;
        private final SplittableRandom random = new SplittableRandom(0);
        private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
        private final Map<Kind, List<Example>> examples = new EnumMap<>(Kind.class);
        private long sampled;
        private long outside;
        private long control;
        private long malformed;

        Judge(LineReader reader, LineReader other, TimeRange range, int wanted) {
            this.reader = reader;
            this.other = other;
            this.range = range;
            this.wanted = wanted;
            for (Kind kind : Kind.values()) {
                kinds.put(kind, 0L);
                examples.put(kind, new ArrayList<>());
            }
        }

        void judge(HistoryCursor line) throws IOException {
            sampled++;
            Verdict verdict = reader.read(line.buffer(), line.offset(), line.length());
            Verdict second = other.read(line.buffer(), line.offset(), line.length());
            // a record that one filter fails for has its time from the other reader
            long micros = line.micros(verdict == Verdict.MALFORMED ? other : reader);
            if (!range.contains(micros)) {
                outside++;
            } else if (verdict == Verdict.MALFORMED || second == Verdict.MALFORMED) {
                malformed++;
            } else if (verdict == Verdict.CONTROL) {
                control++;
            } else {
                count(Kind.of(verdict == Verdict.KEPT, second == Verdict.KEPT), micros, line);
            }
        }

        /** Each line of a kind has the same chance to be an example. */
        private void count(Kind kind, long micros, HistoryCursor line) throws IOException {
            long before = kinds.merge(kind, 1L, Long::sum) - 1;
            List<Example> kept = examples.get(kind);
            if (before < wanted) {
                kept.add(example(micros, line));
            } else if (wanted > 0 && random.nextLong(before + 1) < wanted) {
                kept.remove(random.nextInt(wanted));
                kept.add(example(micros, line));
            }
        }

        private static Example example(long micros, HistoryCursor line) throws IOException {
            return new Example(
                    Instant.ofEpochSecond(
                            Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1_000),
                    line.microbatch().name(),
                    line.line(),
                    Arrays.copyOfRange(line.buffer(), line.offset(), line.offset() + line.length()));
        }
    }
}
