package weir.replay.export;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import weir.lake.coverage.Hours;
import weir.lake.history.History;
import weir.lake.history.Piece;
import weir.lake.history.TimeRange;
import weir.lake.raw.Microbatch;

/**
 * When the records of a range were captured. Of a live stream that is about the range itself; what was imported, played
 * again or came late was captured at another time, and whether something is missing of it is to be asked for that time.
 */
final class CaptureHours {

    private CaptureHours() {}

    /** The hours of the range, and apart from them, as few ranges as possible of the other hours of capture. */
    static List<TimeRange> of(History history, TimeRange range) throws IOException {
        if (range.from().equals(TimeRange.ALL.from()) || range.to().equals(TimeRange.ALL.to())) {
            return List.of(range); // as long as that, it holds the hours of capture
        }
        TimeRange own = Hours.whole(range);
        NavigableSet<Instant> others = new TreeSet<>();
        for (Piece piece : history.pieces(range)) {
            microbatches(piece)
                    .map(Hours::of)
                    .filter(hour -> !own.meets(hour, hour))
                    .forEach(others::add);
        }
        List<TimeRange> all = new ArrayList<>(List.of(own));
        all.addAll(joined(others));
        return all;
    }

    private static Stream<Microbatch> microbatches(Piece piece) {
        return piece instanceof Piece.Archived archived
                ? archived.wanted().stream()
                : Stream.of(((Piece.Raw) piece).microbatch());
    }

    /** Ranges of hours that follow one another. */
    static List<TimeRange> joined(NavigableSet<Instant> hours) {
        List<TimeRange> ranges = new ArrayList<>();
        Instant begin = null;
        Instant end = null;
        for (Instant hour : hours) {
            if (begin != null && !hour.equals(end)) {
                ranges.add(new TimeRange(begin, end));
                begin = null;
            }
            begin = begin == null ? hour : begin;
            end = hour.plus(Hours.LENGTH);
        }
        if (begin != null) {
            ranges.add(new TimeRange(begin, end));
        }
        return ranges;
    }
}
