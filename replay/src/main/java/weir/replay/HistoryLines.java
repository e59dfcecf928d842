package weir.replay;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

import weir.lake.StreamSpec;
import weir.lake.filter.Clauses;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.TimeRange;
import weir.lake.raw.LineCursor;
import weir.replay.serve.LineSource;
import weir.replay.serve.TimedCursor;

/**
 * A stream's captured lines as lines to serve: the kept records of a time range and the control messages in their places.
 *
 * @param history whose lines
 * @param spec the stream with the filter to use
 * @param range by event time, or by the microbatch's time for a line without one
 */
record HistoryLines(History history, StreamSpec spec, TimeRange range) implements LineSource {

    private static final long MICROS_PER_MILLI = 1_000;

    /** How many lines were captured that may lie in the range. */
    long captured() throws IOException {
        return history.select(range, spec, Clauses.NONE).capturedLines();
    }

    @Override
    public LineCursor open() throws IOException {
        return new Served(
                history.open(history.select(range, spec, Clauses.NONE).pieces()),
                LineReader.of(spec, List.of(), history.deletions(spec)),
                range);
    }

    /** The lines that are served. */
    private record Served(HistoryCursor current, LineReader reader, TimeRange range)
            implements TimedCursor, LineCursor.Forwarding {

        @Override
        public boolean next() throws IOException {
            while (current.next()) {
                Verdict verdict = reader.read(current.buffer(), current.offset(), current.length());
                boolean message = verdict == Verdict.KEPT
                        || (verdict == Verdict.CONTROL && !reader.control().equals(LineReader.KEEP_ALIVE));
                if (message && range.contains(current.micros(reader))) {
                    return true;
                }
            }
            return false;
        }

        /** Control messages say it themselves, or not at all. */
        @Override
        public OptionalLong millis() {
            OptionalLong micros = reader.eventTime();
            return micros.isPresent()
                    ? OptionalLong.of(Math.floorDiv(micros.getAsLong(), MICROS_PER_MILLI))
                    : OptionalLong.empty();
        }

        @Override
        public byte[] buffer() {
            return reader.buffer();
        }

        @Override
        public int offset() {
            return reader.offset();
        }

        @Override
        public int length() {
            return reader.length();
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
