package weir.lake.archive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;

/**
 * Reads frames of a segment that may be rewritten after they were chosen, also while they are read: each as it was or as it is
 * by then. What tells the two apart is the {@link Seal}, looked at after the file was opened: an open file stays what it is,
 * and where the file system does not keep it, the reading fails and begins again.
 */
final class CurrentFrames implements FrameSource {

    private final LakeFiles files;
    private final Segment segment;
    private Seal seal;
    /** Of the file that has taken the place of the one whose frames were chosen. */
    private Optional<SegmentFooter> footer = Optional.empty();

    private FrameReader reader;

    /** @param seal what the file had when the frames were chosen */
    CurrentFrames(LakeFiles files, Segment segment, Seal seal) throws IOException {
        this.files = files;
        this.segment = segment;
        this.seal = seal;
        this.reader = open();
    }

    private FrameReader open() throws IOException {
        while (true) {
            FrameReader opened = new FrameReader(files, segment.path());
            try {
                // a file is replaced and never comes back: what has the seal now had it when it was opened
                if (seal.isOn(files, segment.path())) {
                    return opened;
                }
                SegmentFooter now = SegmentFooterFile.read(files, segment.path(), segment);
                seal = now.seal();
                footer = Optional.of(now);
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
            opened.close();
        }
    }

    @Override
    public byte[] read(Frame frame) throws IOException {
        while (true) {
            try {
                return reader.read(current(frame));
            } catch (IOException e) {
                requireReplaced(e);
            }
            reader.close();
            reader = open();
        }
    }

    private void requireReplaced(IOException failure) throws IOException {
        boolean same;
        try {
            same = seal.isOn(files, segment.path());
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        if (same) {
            throw failure;
        }
    }

    private Frame current(Frame frame) throws CorruptLakeException {
        if (footer.isEmpty()) {
            return frame;
        }
        List<Frame> frames = footer.get().frames();
        if (frame.number() >= frames.size() || frames.get(frame.number()).lines() != frame.lines()) {
            throw new CorruptLakeException("Cannot go on with frame " + frame.number() + " of "
                    + files.uri(segment.path()) + ": the file was replaced, and has no such frame of " + frame.lines()
                    + " lines any more. Begin to read again.");
        }
        return frames.get(frame.number());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
