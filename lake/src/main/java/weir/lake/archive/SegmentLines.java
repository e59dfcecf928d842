package weir.lake.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import weir.lake.files.LakeFiles;
import weir.lake.filter.NeedleSearch;
import weir.lake.raw.LineCursor;
import weir.lake.raw.LineFeeds;

/** The lines of some frames of one segment. Holds one frame in memory. */
public final class SegmentLines implements LineCursor {

    private final FrameSource source;
    private final List<Frame> frames;
    private int nextFrame;
    private byte[] lines = new byte[0];
    /** The lines, to be searched. */
    private ByteBuffer searched;

    private int begin;
    private int offset;
    private int length;
    private long linesBefore;
    private long linesCounted;
    private int counted;

    /**
     * Opens a segment's file, as it is.
     *
     * @param path its path in the lake
     * @param frames in the order of the file; between them frames may be left out
     * @throws java.io.FileNotFoundException if it is not there
     */
    public SegmentLines(LakeFiles files, String path, List<Frame> frames) throws IOException {
        this(new FrameReader(files, path), frames);
    }

    /**
     * Opens a segment, which may be rewritten before and while it is read: each frame is read as it was when it was chosen, or
     * as it is by then.
     *
     * @param seal what the file had when the frames were chosen
     * @param frames in the order of the file; between them frames may be left out
     * @throws java.io.FileNotFoundException if it is not there
     * @throws weir.lake.files.CorruptLakeException if it is neither what it was nor can be read as what it is now
     */
    public SegmentLines(LakeFiles files, Segment segment, Seal seal, List<Frame> frames) throws IOException {
        this(new CurrentFrames(files, segment, seal), frames);
    }

    private SegmentLines(FrameSource source, List<Frame> frames) {
        this.source = source;
        this.frames = frames;
    }

    @Override
    public boolean next() throws IOException {
        if (!isInFrame()) {
            return false;
        }
        int end = LineFeeds.next(lines, begin, lines.length);
        offset = begin;
        length = end - begin;
        begin = end + 1;
        return true;
    }

    @Override
    public boolean next(NeedleSearch search) throws IOException {
        while (isInFrame()) {
            int found = search.find(searched, begin, lines.length);
            int line = found == lines.length ? found : LineFeeds.behindLast(lines, begin, found);
            int passed = line - begin;
            begin = line;
            boolean more = begin < lines.length && next();
            search.passed(passed, more ? length : 0);
            if (more) {
                return true;
            }
        }
        return false;
    }

    /** Goes to the next frame if there is nothing more in this one. @return false if there is none */
    private boolean isInFrame() throws IOException {
        while (begin == lines.length) {
            if (nextFrame == frames.size()) {
                return false;
            }
            linesBefore += nextFrame == 0 ? 0 : frames.get(nextFrame - 1).lines();
            linesCounted = 0;
            counted = 0;
            lines = source.read(frames.get(nextFrame++));
            searched = ByteBuffer.wrap(lines);
            begin = 0;
        }
        return true;
    }

    /** The number of the current line among those of the frames, from 0. Only who asks for it pays for it. */
    public long number() {
        linesCounted += LineFeeds.count(lines, counted, offset);
        counted = offset;
        return linesBefore + linesCounted;
    }

    @Override
    public byte[] buffer() {
        return lines;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
