package weir.lake.archive;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import weir.lake.raw.Manifest;

/**
 * What a segment says of itself behind its lines.
 *
 * @param segment which one
 * @param sha256 SHA-256 of the bytes of all frames of lines, as they are compressed
 * @param manifests the manifests of its microbatches, in the order of their lines in the segment
 * @param frames its frames of lines, in the order of the file, from its beginning
 * @param seal what the file has that one with other lines has not
 */
public record SegmentFooter(Segment segment, String sha256, List<Manifest> manifests, List<Frame> frames, Seal seal) {

    public SegmentFooter {
        manifests = List.copyOf(manifests);
        frames = List.copyOf(frames);
    }

    /** A footer that stands in no file yet. */
    SegmentFooter(Segment segment, String sha256, List<Manifest> manifests, List<Frame> frames) {
        this(segment, sha256, manifests, frames, Seal.NONE);
    }

    /** The same in a file. */
    SegmentFooter sealed(Seal other) {
        return new SegmentFooter(segment, sha256, manifests, frames, other);
    }

    /** Lines in the segment. */
    public long lines() {
        return frames.stream().mapToLong(Frame::lines).sum();
    }

    /** Bytes of the frames of lines; the footer begins behind them. */
    public long bytes() {
        return frames.stream().mapToLong(Frame::bytes).sum();
    }

    /** Whose lines each frame holds, in the order of the frames and in each in the order of the lines. */
    public List<List<Span>> spans() {
        List<List<Span>> spans = new ArrayList<>();
        Iterator<Manifest> ahead = manifests.iterator();
        Manifest current = null;
        long taken = 0;
        for (Frame frame : frames) {
            List<Span> ofFrame = new ArrayList<>();
            long left = frame.lines();
            while (left > 0) {
                if (current == null || taken == current.lines()) {
                    current = ahead.next();
                    taken = 0;
                }
                long lines = Math.min(left, current.lines() - taken);
                if (lines > 0) {
                    ofFrame.add(new Span(current.microbatch(), taken, lines));
                }
                taken += lines;
                left -= lines;
            }
            spans.add(ofFrame);
        }
        return spans;
    }
}
