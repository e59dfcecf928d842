package weir.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

import weir.lake.archive.Segment;
import weir.lake.history.Piece;
import weir.lake.history.Selection;

/**
 * What a replay would read and give, by a sample of the pieces it would read. The error is that of an estimate of a ratio from
 * a sample of clusters: two standard errors, so that about one forecast of twenty is further off.
 *
 * @param files files of the raw zone and of the archive that would be opened
 * @param bytes bytes on the disk that would be read
 * @param lines lines in them
 * @param excludedLines lines that the archive's indexes leave out
 * @param expected lines that would be kept, about
 * @param error how far off that may be
 * @param sampledLines lines that were read for it
 * @param time how long it would take on this machine, about
 */
record Forecast(
        long files,
        long bytes,
        long lines,
        long excludedLines,
        long expected,
        long error,
        long sampledLines,
        Duration time) {

    private static final long SEED = 20261126;
    private static final long SAMPLE_NANOS = 1_500_000_000;
    private static final int LEAST_PIECES = 8;

    /** Says how many lines of a piece would be kept. */
    @FunctionalInterface
    interface Counting {
        long kept(Piece piece) throws IOException;
    }

    /** What was read of one piece. */
    private record Read(long lines, long kept) {}

    /**
     * Reads a sample.
     *
     * @param nanos a clock that only goes on
     */
    static Forecast of(Selection selection, Counting counting, LongSupplier nanos) throws IOException {
        List<Piece> pieces = new ArrayList<>(selection.pieces());
        Collections.shuffle(pieces, new Random(SEED));
        List<Read> sample = new ArrayList<>();
        long bytes = 0;
        long begun = nanos.getAsLong();
        for (Piece piece : pieces) {
            if (sample.size() >= LEAST_PIECES && nanos.getAsLong() - begun > SAMPLE_NANOS) {
                break;
            }
            sample.add(new Read(piece.lines(), counting.kept(piece)));
            bytes += piece.bytes();
        }
        long elapsed = nanos.getAsLong() - begun;
        long lines = pieces.stream().mapToLong(Piece::lines).sum();
        long sampled = sample.stream().mapToLong(Read::lines).sum();
        long kept = sample.stream().mapToLong(Read::kept).sum();
        double ratio = sampled == 0 ? 0 : (double) kept / sampled;
        double share = selection.bytes() == 0 ? 0 : (double) selection.bytes() / Math.max(1, bytes);
        int processors = Runtime.getRuntime().availableProcessors();
        return new Forecast(
                files(pieces),
                selection.bytes(),
                lines,
                selection.excludedLines(),
                Math.round(ratio * lines),
                Math.round(2 * lines * standardError(sample, ratio, pieces.size())),
                sampled,
                Duration.ofNanos((long) (elapsed * share / processors)));
    }

    private static double standardError(List<Read> sample, double ratio, int pieces) {
        int count = sample.size();
        if (count < 2 || count == pieces) {
            return 0;
        }
        double mean = sample.stream().mapToLong(Read::lines).average().orElse(0);
        double squares = 0;
        for (Read read : sample) {
            double residual = read.kept() - ratio * read.lines();
            squares += residual * residual;
        }
        double variance = (1 - (double) count / pieces) * squares / (count - 1) / count / (mean * mean);
        return mean == 0 ? 0 : Math.sqrt(variance);
    }

    private static long files(List<Piece> pieces) {
        Set<Segment> segments = new HashSet<>();
        long parts = 0;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Archived archived) {
                segments.add(archived.segment());
            } else if (piece instanceof Piece.Raw raw) {
                parts += raw.parts().size();
            }
        }
        return parts + segments.size();
    }

    /** The same for who reads everything so often. */
    Forecast inPasses(int passes) {
        return new Forecast(
                files, bytes, lines, excludedLines, expected, error, sampledLines, time.multipliedBy(passes));
    }

    /** For a person. */
    List<String> lines(String stream) {
        List<String> text = new ArrayList<>();
        text.add(String.format(
                Locale.ROOT,
                "%s: %,d files, %,d bytes on disk, %,d lines; %,d lines are left out by the archive's indexes",
                stream,
                files,
                bytes,
                lines,
                excludedLines));
        text.add(
                sampledLines == lines
                        ? String.format(Locale.ROOT, "  kept: %,d lines, counted", expected)
                        : String.format(
                                Locale.ROOT,
                                "  kept: %,d lines, give or take %,d, by a sample of %,d lines",
                                expected,
                                error,
                                sampledLines));
        text.add(String.format(Locale.ROOT, "  time: about %.1f s", time.toMillis() / 1000.0));
        return text;
    }
}
