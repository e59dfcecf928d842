package weir.lake.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;

/**
 * The file that takes the place of a segment: begun with the first frame that is another one, so that there is none if all stay.
 * A file that does not get so far is removed. For use by one thread.
 */
final class SegmentReplacement implements Closeable {

    private final LakeFiles files;
    private final SegmentFooter footer;
    private Optional<SegmentOutput> out = Optional.empty();
    private Optional<FrameReader> old = Optional.empty();
    private int kept;

    /** Begins nothing. */
    SegmentReplacement(LakeFiles files, SegmentFooter footer) {
        this.files = files;
        this.footer = footer;
    }

    /** Whether a frame is another one. */
    boolean isBegun() {
        return out.isPresent();
    }

    /** Keeps the next frame, compressed byte for byte. */
    void keep() throws IOException {
        if (out.isPresent()) {
            copy(out.get(), old.orElseThrow(), footer.frames().get(kept));
        }
        kept++;
    }

    private static void copy(SegmentOutput to, FrameReader from, Frame frame) throws IOException {
        to.copy(from.compressed(frame), frame);
    }

    /** Puts another frame in place of the next one. */
    void replace(PackedFrame frame) throws IOException {
        if (out.isEmpty()) {
            FrameReader from = new FrameReader(files, footer.segment().path());
            old = Optional.of(from);
            SegmentOutput begun = new SegmentOutput(files, footer.segment());
            out = Optional.of(begun);
            for (Frame before : footer.frames().subList(0, kept)) {
                copy(begun, from, before);
            }
        }
        out.get().write(frame);
        kept++;
    }

    /**
     * Ends the file, which has all frames, and checks it.
     *
     * @throws weir.lake.files.CorruptLakeException if what can be read back is not what was written
     */
    SegmentFooter finish(List<Manifest> manifests) throws IOException {
        return out.orElseThrow().finish(manifests);
    }

    /** Puts it in place of the segment, in one step. Once, when it is finished. */
    void publish() throws IOException {
        out.orElseThrow().publish();
    }

    /** Removes what is under its temporary name, be it of an earlier attempt: it may hold what was deleted. */
    @Override
    public void close() throws IOException {
        try {
            if (old.isPresent()) {
                old.get().close();
            }
            if (out.isPresent()) {
                out.get().close();
            }
        } finally {
            String temporary = SegmentOutput.temporary(footer.segment());
            if (files.exists(temporary)) {
                files.delete(temporary);
            }
        }
    }
}
