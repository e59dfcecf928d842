package weir.lake.archive;

import java.util.List;

import weir.lake.raw.Manifest;

/**
 * What a segment holds.
 *
 * @param segment which one
 * @param sha256 SHA-256 of the file of lines, as it is compressed
 * @param manifests the manifests of its microbatches, in the order of their lines in the segment
 * @param frames its frames, in the order of the file
 */
public record SegmentIndex(Segment segment, String sha256, List<Manifest> manifests, List<Frame> frames) {

    public SegmentIndex {
        manifests = List.copyOf(manifests);
        frames = List.copyOf(frames);
    }

    /** Lines in the segment. */
    public long lines() {
        return frames.stream().mapToLong(Frame::lines).sum();
    }

    /** Bytes of the file of lines. */
    public long bytes() {
        return frames.stream().mapToLong(Frame::bytes).sum();
    }
}
