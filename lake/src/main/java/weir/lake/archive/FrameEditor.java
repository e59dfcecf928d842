package weir.lake.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import weir.lake.StreamSpec;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.raw.LineFeeds;

/** Reads frames of one segment and edits their lines. For one thread at a time. */
final class FrameEditor implements Closeable {

    private final LakeFiles files;
    private final String path;
    private final StreamSpec spec;
    private final LineEdit edit;
    private FrameReader reader;
    private FramePacker.Worker worker;
    private byte[] lines = new byte[0];
    private int length;

    /** Opens nothing. */
    FrameEditor(LakeFiles files, String path, StreamSpec spec, LineEdit edit) {
        this.files = files;
        this.path = path;
        this.spec = spec;
        this.edit = edit;
    }

    /**
     * A frame without edits.
     *
     * @param frame lies behind those that were read before
     */
    EditedFrame read(Frame frame) throws IOException {
        if (reader == null) {
            reader = new FrameReader(files, path);
        }
        byte[] found = reader.read(frame);
        int count = LineFeeds.count(found, 0, found.length);
        if (count != frame.lines()) {
            throw new CorruptLakeException("Cannot rewrite " + files.uri(path) + ": its footer says " + frame.lines()
                    + " lines in frame " + frame.number() + ", but there are " + count
                    + ". Nothing was changed. Restore the segment from a copy.");
        }
        return EditedFrame.unchanged(found);
    }

    /**
     * A frame with its edits.
     *
     * @param frame lies behind those that were read before
     * @param spans whose lines it holds
     */
    EditedFrame edit(Frame frame, List<Span> spans) throws IOException {
        byte[] before = read(frame).before();
        length = 0;
        long deleted = 0;
        long changed = 0;
        int copied = 0;
        for (int begin = 0; begin < before.length; ) {
            int end = LineFeeds.next(before, begin, before.length);
            Optional<byte[]> edited = edit.edit(before, begin, end - begin);
            if (edited.isPresent() && !Arrays.equals(before, begin, end, edited.get(), 0, edited.get().length)) {
                add(before, copied, begin);
                add(oneLine(edited.get()), 0, edited.get().length);
                copied = end;
                deleted += edited.get().length == 0 ? 1 : 0;
                changed += edited.get().length == 0 ? 0 : 1;
            }
            begin = end + 1;
        }
        if (deleted + changed == 0) {
            return EditedFrame.unchanged(before);
        }
        add(before, copied, before.length);
        byte[] after = Arrays.copyOf(lines, length);
        if (worker == null) {
            worker = new FramePacker.Worker(spec);
        }
        return EditedFrame.changed(before, after, worker.pack(after, after.length, spans), deleted, changed);
    }

    private void add(byte[] bytes, int from, int to) {
        int behind = Math.addExact(length, to - from);
        if (behind > lines.length) {
            lines = Arrays.copyOf(lines, Math.max(behind, (int) Math.min(Integer.MAX_VALUE - 8, 2L * lines.length)));
        }
        System.arraycopy(bytes, from, lines, length, to - from);
        length = behind;
    }

    private byte[] oneLine(byte[] edited) {
        if (LineFeeds.count(edited, 0, edited.length) > 0) {
            throw new IllegalArgumentException(
                    "Cannot rewrite a line of " + files.uri(path) + " as several: what it becomes has an LF");
        }
        return edited;
    }

    @Override
    public void close() throws IOException {
        if (worker != null) {
            worker.close();
        }
        if (reader != null) {
            reader.close();
        }
    }
}
