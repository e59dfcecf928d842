package weir.replay;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

import weir.lake.StreamSpec;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.history.TimeRange;
import weir.lake.raw.LineCursor;
import weir.replay.serve.LineSource;

/**
 * A stream's captured lines as lines to serve: the kept records of a time range and the control messages in their places.
 *
 * @param history whose lines
 * @param spec the stream with the filter to use
 * @param range by event time, or by the microbatch's time for a line without one
 */
record HistoryLines(History history, StreamSpec spec, TimeRange range) implements LineSource {

    @Override
    public LineCursor open() throws IOException {
        return new Cursor(
                history,
                LineReader.of(spec, List.of()),
                range,
                history.pieces(range).iterator());
    }

    /** Walks piece after piece. */
    private static final class Cursor implements LineCursor {
        private final History history;
        private final LineReader reader;
        private final TimeRange range;
        private final Iterator<Piece> pieces;
        private HistoryCursor current;

        private Cursor(History history, LineReader reader, TimeRange range, Iterator<Piece> pieces) {
            this.history = history;
            this.reader = reader;
            this.range = range;
            this.pieces = pieces;
        }

        @Override
        public boolean next() throws IOException {
            while (true) {
                if (current == null) {
                    if (!pieces.hasNext()) {
                        return false;
                    }
                    current = history.open(pieces.next());
                }
                if (!current.next()) {
                    close();
                    current = null;
                } else if (isServed()) {
                    return true;
                }
            }
        }

        private boolean isServed() {
            Verdict verdict = reader.read(current.buffer(), current.offset(), current.length());
            boolean message = verdict == Verdict.KEPT
                    || (verdict == Verdict.CONTROL && !reader.control().equals("keep-alive"));
            return message
                    && range.contains(
                            reader.eventTime().orElse(current.microbatch().timeMillis() * 1_000));
        }

        @Override
        public byte[] buffer() {
            return current.buffer();
        }

        @Override
        public int offset() {
            return current.offset();
        }

        @Override
        public int length() {
            return current.length();
        }

        @Override
        public void close() throws IOException {
            if (current != null) {
                current.close();
            }
        }
    }
}
