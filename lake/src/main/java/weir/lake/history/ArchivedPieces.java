package weir.lake.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import weir.lake.archive.Frame;
import weir.lake.archive.SegmentIndex;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/** Cuts a segment into pieces: runs of frames of some size that hold a wanted line. Pure. */
final class ArchivedPieces {

    private ArchivedPieces() {}

    static List<Piece> of(SegmentIndex index, Predicate<Manifest> wanted, long pieceBytes) {
        Set<Microbatch> microbatches = new HashSet<>();
        Deque<Span> ahead = new ArrayDeque<>();
        for (Manifest manifest : index.manifests()) {
            if (manifest.lines() > 0) {
                ahead.add(new Span(manifest.microbatch(), manifest.lines()));
            }
            if (wanted.test(manifest)) {
                microbatches.add(manifest.microbatch());
            }
        }
        List<Piece> pieces = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        long bytes = 0;
        long skipped = 0;
        for (int i = 0; i < index.frames().size(); i++) {
            Frame frame = index.frames().get(i);
            frames.add(frame);
            bytes += frame.bytes();
            if (bytes >= pieceBytes || i == index.frames().size() - 1) {
                long nextSkipped = skippedBehind(frames, ahead, skipped);
                Piece.Archived piece = cut(index, frames, ahead, skipped, microbatches);
                if (!piece.wanted().isEmpty()) {
                    pieces.add(piece);
                }
                frames.clear();
                bytes = 0;
                skipped = nextSkipped;
            }
        }
        return pieces;
    }

    /** Lines of the last span that this piece takes of a microbatch which goes on in the next piece. */
    private static long skippedBehind(List<Frame> frames, Deque<Span> ahead, long skipped) {
        long lines = frames.stream().mapToLong(Frame::lines).sum();
        long before = skipped;
        for (Span span : ahead) {
            if (lines < span.lines()) {
                return lines + before;
            }
            lines -= span.lines();
            before = 0;
        }
        return 0;
    }

    /** Takes the spans of these frames from the spans ahead; the rest of a span that goes on is put back. */
    private static Piece.Archived cut(
            SegmentIndex index, List<Frame> frames, Deque<Span> ahead, long skipped, Set<Microbatch> wanted) {
        long lines = frames.stream().mapToLong(Frame::lines).sum();
        List<Span> spans = new ArrayList<>();
        while (lines > 0) {
            Span span = ahead.removeFirst();
            long taken = Math.min(lines, span.lines());
            spans.add(new Span(span.microbatch(), taken));
            if (taken < span.lines()) {
                ahead.addFirst(new Span(span.microbatch(), span.lines() - taken));
            }
            lines -= taken;
        }
        List<Microbatch> present = spans.stream()
                .map(Span::microbatch)
                .filter(wanted::contains)
                .distinct()
                .toList();
        return new Piece.Archived(index.segment(), frames, skipped, spans, present);
    }
}
