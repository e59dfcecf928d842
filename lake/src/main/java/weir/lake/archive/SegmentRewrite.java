package weir.lake.archive;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

import weir.lake.StreamSpec;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;

/**
 * Rewrites segments with some of their lines deleted or changed. The file is replaced in one step, so that after whatever
 * happens the old one or the new one is there, whole; who reads it meanwhile goes on. Nobody else writes the stream's archive
 * at the same time. Holds no state; safe for threads.
 *
 * <ul>
 *   <li>A deleted line is an empty line. A frame holds the same lines as before, and a manifest the same numbers but the bytes
 *       and checksums of parts.
 *   <li>A frame without edited lines stays as it is, byte for byte.
 *   <li>The new file is read back and compared before it takes the place of the old one.
 * </ul>
 */
public final class SegmentRewrite {

    private final LakeFiles files;
    private final StreamSpec spec;

    /** @param spec the stream: how its lines are read for the index */
    public SegmentRewrite(LakeFiles files, StreamSpec spec) {
        this.files = files;
        this.spec = spec;
    }

    /**
     * Rewrites one segment, if a line of it is to be another one.
     *
     * @param footer what the segment says of itself now
     * @param frames holds for the numbers of the frames whose lines are asked about, from 0
     * @param edits gives what decides about lines; is asked several times, by this thread, and each is then used by one thread
     *     at a time
     * @throws CorruptLakeException if the segment is not what its footer says, or was rewritten since that was read; then
     *     nothing was changed
     */
    public Rewritten run(SegmentFooter footer, IntPredicate frames, Supplier<LineEdit> edits) throws IOException {
        requireCurrent(footer);
        String origin = files.uri(footer.segment().path());
        BitSet edited = new BitSet();
        footer.frames().stream().mapToInt(Frame::number).filter(frames).forEach(edited::set);
        BitSet concerned = RewrittenManifests.concerned(footer, edited);
        RewrittenManifests manifests = new RewrittenManifests(footer.manifests(), origin);
        Map<Integer, SegmentIndex.FrameEntry> entries = new HashMap<>();
        long deleted = 0;
        long changed = 0;
        try (FrameEdits found = new FrameEdits(files, spec, footer, concerned, edited, edits);
                SegmentReplacement replacement = new SegmentReplacement(files, footer)) {
            for (Frame frame : footer.frames()) {
                if (!concerned.get(frame.number())) {
                    manifests.pass(frame);
                    replacement.keep();
                    continue;
                }
                EditedFrame one = found.next();
                manifests.take(one);
                deleted += one.deletedLines();
                changed += one.changedLines();
                if (one.packed().isPresent()) {
                    replacement.replace(one.packed().get());
                    entries.put(frame.number(), one.packed().get().entry());
                } else {
                    replacement.keep();
                }
            }
            if (!replacement.isBegun()) {
                // the file may be the work of a process that was killed before the name was on the disk
                files.settle(footer.segment().folder());
                return new Rewritten(false, 0, 0, footer);
            }
            SegmentFooter now = replacement.finish(manifests.manifests());
            publish(footer, replacement, now, entries);
            return new Rewritten(true, deleted, changed, now);
        }
    }

    private void requireCurrent(SegmentFooter footer) throws IOException {
        String path = footer.segment().path();
        if (!SegmentFooterFile.read(files, path, footer.segment()).equals(footer)) {
            throw new CorruptLakeException("Cannot rewrite " + files.uri(path)
                    + ": its footer is another one than was read before. Nothing was changed. Read it again.");
        }
    }

    /** The old index goes first: if there is none for a while, whoever looks for missing ones makes it. */
    private void publish(
            SegmentFooter before,
            SegmentReplacement replacement,
            SegmentFooter now,
            Map<Integer, SegmentIndex.FrameEntry> entries)
            throws IOException {
        Optional<SegmentIndex> index = index(before);
        files.delete(before.segment().indexPath());
        replacement.publish();
        if (index.isPresent()) {
            SegmentIndexWriter.publish(files, now, index.get().rewritten(now, entries));
        } else {
            SegmentIndexWriter.publish(files, now, spec);
        }
    }

    private Optional<SegmentIndex> index(SegmentFooter footer) throws IOException {
        try {
            return Optional.of(SegmentIndexFile.requireFor(files, footer, spec));
        } catch (CorruptLakeException e) {
            return Optional.empty();
        }
    }
}
