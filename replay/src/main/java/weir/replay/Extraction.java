package weir.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import weir.lake.StreamSpec;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.history.TimeRange;

/**
 * The kept lines of a time range, byte for byte, each ended by LF, in the order of capture. For one thread.
 */
public final class Extraction {

    private final History history;
    private final StreamSpec spec;
    private final TimeRange range;

    /**
     * An extraction that has read nothing yet.
     *
     * @param spec the stream with the filter to use
     * @param range by event time, or by the microbatch's time for a line without one
     */
    public Extraction(History history, StreamSpec spec, TimeRange range) {
        this.history = history;
        this.spec = spec;
        this.range = range;
    }

    /** What would be read. */
    public List<Piece> pieces() throws IOException {
        return history.pieces(range);
    }

    /**
     * Writes the lines.
     *
     * @param progress is told of the bytes of each piece that is done
     * @return the lines of the range by verdict
     */
    public Map<Verdict, Long> run(List<Piece> pieces, OutputStream out, LongConsumer progress) throws IOException {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        LineReader reader = LineReader.of(spec, List.of());
        for (Piece piece : pieces) {
            try (HistoryCursor cursor = history.open(piece)) {
                while (cursor.next()) {
                    Verdict verdict = reader.read(cursor.buffer(), cursor.offset(), cursor.length());
                    if (!range.contains(cursor.micros(reader))) {
                        continue;
                    }
                    counts.merge(verdict, 1L, Long::sum);
                    if (verdict == Verdict.KEPT) {
                        out.write(cursor.buffer(), cursor.offset(), cursor.length());
                        out.write('\n');
                    }
                }
            }
            progress.accept(piece.bytes());
        }
        out.flush();
        return counts;
    }
}
