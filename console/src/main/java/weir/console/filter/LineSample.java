package weir.console.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;

/**
 * Some captured lines, evenly over all of them: the lines are divided into as many equal parts as lines are wanted, and of
 * each part one is chosen by chance. The same lake, number and seed give the same lines.
 */
final class LineSample {

    private final History history;
    private final List<Chosen> chosen;
    private final long population;
    private final long size;

    /** The places of the chosen lines in a piece. */
    private record Chosen(Piece piece, List<Long> places) {}

    /** Is shown the chosen lines in the order of capture. */
    @FunctionalInterface
    interface Visitor {
        /** Looks at a line; the cursor goes on when it returns. */
        void visit(HistoryCursor line) throws IOException;
    }

    /** @param wanted how many lines; of fewer, all are chosen */
    LineSample(History history, List<Piece> pieces, long wanted, long seed) {
        this.history = history;
        this.population = pieces.stream().mapToLong(Piece::lines).sum();
        this.size = Math.min(wanted, population);
        this.chosen = choose(pieces, new SplittableRandom(seed));
    }

    private List<Chosen> choose(List<Piece> pieces, SplittableRandom random) {
        List<Chosen> all = new ArrayList<>();
        long part = 0;
        long next = size == 0 ? Long.MAX_VALUE : place(part, random);
        long begin = 0;
        for (Piece piece : pieces) {
            List<Long> places = new ArrayList<>();
            while (next < begin + piece.lines()) {
                places.add(next - begin);
                part++;
                next = part == size ? Long.MAX_VALUE : place(part, random);
            }
            if (!places.isEmpty()) {
                all.add(new Chosen(piece, places));
            }
            begin += piece.lines();
        }
        return all;
    }

    private long place(long part, SplittableRandom random) {
        long begin = begin(part);
        return begin + random.nextLong(begin(part + 1) - begin);
    }

    private long begin(long part) {
        return (long) ((double) population / size * part);
    }

    /** How many lines there are to choose from. */
    long population() {
        return population;
    }

    /** How many were chosen. */
    long size() {
        return size;
    }

    /** Bytes of the disk that are read. */
    long bytes() {
        return chosen.stream().mapToLong(piece -> piece.piece().bytes()).sum();
    }

    /**
     * Reads the lines.
     *
     * @param progress is told of the bytes of each piece that is done
     */
    void forEach(Visitor visitor, LongConsumer progress) throws IOException {
        for (Chosen some : chosen) {
            try (HistoryCursor cursor = history.open(some.piece())) {
                visit(cursor, some.places(), visitor);
            }
            progress.accept(some.piece().bytes());
        }
    }

    /** A piece may hold lines that do not belong to the history; what would be at the last places is then not there. */
    private static void visit(HistoryCursor cursor, List<Long> places, Visitor visitor) throws IOException {
        long at = -1;
        for (long place : places) {
            while (at < place) {
                if (!cursor.next()) {
                    return;
                }
                at++;
            }
            visitor.visit(cursor);
        }
    }
}
