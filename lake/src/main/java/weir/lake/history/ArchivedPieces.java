package weir.lake.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

import weir.lake.archive.Frame;
import weir.lake.archive.SegmentFooter;
import weir.lake.archive.Span;
import weir.lake.raw.Microbatch;

/** Cuts a segment into pieces of some size. Pure. */
final class ArchivedPieces {

    private ArchivedPieces() {}

    /**
     * Pieces of some frames of a segment.
     *
     * @param wanted microbatches that belong to the history
     * @param frames holds for the numbers of the frames that are needed, from 0
     * @param pieceBytes how large a piece is, as it is compressed
     */
    static List<Piece> of(SegmentFooter footer, Set<Microbatch> wanted, IntPredicate frames, long pieceBytes) {
        List<List<Span>> spans = footer.spans();
        List<Piece> pieces = new ArrayList<>();
        Begun piece = new Begun();
        for (int i = 0; i < spans.size(); i++) {
            if (frames.test(i)) {
                piece.add(footer.frames().get(i), spans.get(i));
                if (piece.bytes >= pieceBytes) {
                    pieces.add(piece.end(footer, wanted));
                    piece = new Begun();
                }
            }
        }
        if (!piece.frames.isEmpty()) {
            pieces.add(piece.end(footer, wanted));
        }
        return pieces;
    }

    /** The numbers of the frames that hold a line of some microbatches. */
    static IntPredicate holding(SegmentFooter footer, Set<Microbatch> wanted) {
        List<List<Span>> spans = footer.spans();
        return frame -> {
            for (Span span : spans.get(frame)) {
                if (wanted.contains(span.microbatch())) {
                    return true;
                }
            }
            return false;
        };
    }

    /** A piece that grows. */
    private static final class Begun {

        private final List<Frame> frames = new ArrayList<>();
        private final List<Span> spans = new ArrayList<>();
        private long bytes;

        void add(Frame frame, List<Span> ofFrame) {
            frames.add(frame);
            bytes += frame.bytes();
            for (Span span : ofFrame) {
                int last = spans.size() - 1;
                if (last >= 0 && spans.get(last).isContinuedBy(span)) {
                    spans.set(last, spans.get(last).and(span));
                } else {
                    spans.add(span);
                }
            }
        }

        Piece end(SegmentFooter footer, Set<Microbatch> wanted) {
            List<Microbatch> present = spans.stream()
                    .map(Span::microbatch)
                    .filter(wanted::contains)
                    .distinct()
                    .sorted()
                    .toList();
            return new Piece.Archived(footer.segment(), footer.seal(), frames, spans, present);
        }
    }
}
