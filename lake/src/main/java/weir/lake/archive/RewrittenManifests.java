package weir.lake.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

import weir.lake.files.CorruptLakeException;
import weir.lake.raw.LineFeeds;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;

/**
 * The manifests of a segment whose lines are edited: a part with other lines has their bytes and checksum, each line ended by
 * LF, and all else stays. Before a part gets a new checksum, its lines as they were must have the old one. Takes the frames in
 * their order. For one thread.
 */
final class RewrittenManifests {

    private final List<Manifest> manifests;
    private final String origin;
    private final List<Part> parts;
    private final List<Part> rewritten = new ArrayList<>();
    private PartDigest before;
    /** Of the lines as they become; null as long as none is another one. */
    private PartDigest after;

    private long left;

    /** @param origin where the segment lies, for messages */
    RewrittenManifests(List<Manifest> manifests, String origin) {
        this.manifests = manifests;
        this.origin = origin;
        this.parts = parts(manifests).toList();
    }

    private static Stream<Part> parts(List<Manifest> manifests) {
        return manifests.stream().flatMap(manifest -> manifest.parts().stream()).filter(part -> part.lines() > 0);
    }

    /**
     * The numbers of the frames that must be taken if lines of some frames are edited: those that hold a line of a part of which
     * one of these frames holds a line.
     */
    static BitSet concerned(SegmentFooter footer, BitSet edited) {
        BitSet concerned = new BitSet();
        int frame = 0;
        long begin = 0; // of the frame, in lines of the segment
        long end = 0; // of the part
        for (Part part : (Iterable<Part>) parts(footer.manifests())::iterator) {
            while (begin + footer.frames().get(frame).lines() <= end) {
                begin += footer.frames().get(frame++).lines();
            }
            int first = frame;
            end += part.lines();
            while (begin + footer.frames().get(frame).lines() < end) {
                begin += footer.frames().get(frame++).lines();
            }
            int next = edited.nextSetBit(first);
            if (next >= 0 && next <= frame) {
                concerned.set(first, frame + 1);
            }
        }
        return concerned;
    }

    /** Passes the lines of a frame over that is not concerned. */
    void pass(Frame frame) throws CorruptLakeException {
        for (long lines = frame.lines(); lines > 0; ) {
            long passed = Math.min(lines, begin());
            lines -= passed;
            left -= passed;
            endIfWhole();
        }
    }

    /** Takes the lines of a frame. */
    void take(EditedFrame frame) throws CorruptLakeException {
        byte[] old = frame.before();
        byte[] now = frame.after();
        for (int from = 0, to = 0; from < old.length; ) {
            begin();
            int fromEnd = LineFeeds.next(old, from, old.length);
            int toEnd = old == now ? fromEnd : LineFeeds.next(now, to, now.length);
            if (after == null && old != now && !Arrays.equals(old, from, fromEnd, now, to, toEnd)) {
                after = before.withOtherLines();
            }
            before.line(old, from, fromEnd - from);
            if (after != null) {
                after.line(now, to, toEnd - to);
            }
            left--;
            endIfWhole();
            from = fromEnd + 1;
            to = toEnd + 1;
        }
    }

    /** Begins the next part if none is begun. @return how many lines of it are left */
    private long begin() {
        if (left == 0) {
            Part part = parts.get(rewritten.size());
            left = part.lines();
            before = new PartDigest(part.bytes());
            after = null;
        }
        return left;
    }

    private void endIfWhole() throws CorruptLakeException {
        if (left > 0) {
            return;
        }
        Part part = parts.get(rewritten.size());
        if (after == null) {
            rewritten.add(part);
            return;
        }
        String found = before.sha256();
        if (!found.equals(part.sha256())) {
            throw new CorruptLakeException("Cannot rewrite " + origin + ": a manifest in it says SHA-256 "
                    + part.sha256() + " of " + part.name() + ", its lines have " + found
                    + ". Nothing was changed. Restore the segment from a copy.");
        }
        rewritten.add(new Part(part.name(), part.lines(), after.bytes(), after.sha256()));
    }

    /** The manifests. Once all frames were taken or passed over. */
    List<Manifest> manifests() {
        List<Manifest> others = new ArrayList<>();
        int next = 0;
        for (Manifest manifest : manifests) {
            List<Part> ofManifest = new ArrayList<>();
            for (Part part : manifest.parts()) {
                ofManifest.add(part.lines() > 0 ? rewritten.get(next++) : part);
            }
            others.add(manifest.withParts(ofManifest));
        }
        return others;
    }
}
