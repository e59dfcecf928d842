package weir.lake.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.parallel.ParallelTasks;

/** Edits frames of one segment on several threads, a few ahead, and gives them in their order. For use by one thread. */
final class FrameEdits implements Closeable {

    private final LakeFiles files;
    private final StreamSpec spec;
    private final SegmentFooter footer;
    private final List<List<Span>> spans;
    private final BitSet edited;
    private final Supplier<LineEdit> edits;
    private final List<FrameEditor> editors = new ArrayList<>();
    private final Deque<FrameEditor> idle = new ArrayDeque<>();
    private final Deque<FrameEditor> busy = new ArrayDeque<>();
    private final ParallelTasks<EditedFrame> tasks;

    /**
     * Begins nothing.
     *
     * @param read the numbers of the frames that are given
     * @param edited the numbers of those of them whose lines may be edited
     * @param edits is asked by the thread that uses this
     */
    FrameEdits(
            LakeFiles files,
            StreamSpec spec,
            SegmentFooter footer,
            BitSet read,
            BitSet edited,
            Supplier<LineEdit> edits) {
        this.files = files;
        this.spec = spec;
        this.footer = footer;
        this.spans = footer.spans();
        this.edited = edited;
        this.edits = edits;
        Iterator<Callable<EditedFrame>> frames =
                read.stream().mapToObj(this::begin).iterator();
        this.tasks = new ParallelTasks<>(frames);
    }

    /** Gives a frame to an editor that has nothing to do: each gets its frames in their order, as it must. */
    private Callable<EditedFrame> begin(int number) {
        FrameEditor editor = idle.poll();
        if (editor == null) {
            editor = new FrameEditor(files, footer.segment().path(), spec, edits.get());
            editors.add(editor);
        }
        busy.add(editor);
        FrameEditor chosen = editor;
        Frame frame = footer.frames().get(number);
        return () -> edited.get(number) ? chosen.edit(frame, spans.get(number)) : chosen.read(frame);
    }

    /** The next of the frames that are read. */
    EditedFrame next() throws IOException {
        EditedFrame frame = tasks.next();
        idle.add(busy.remove());
        return frame;
    }

    @Override
    public void close() throws IOException {
        tasks.close(); // none needs what is closed then
        for (FrameEditor editor : editors) {
            editor.close();
        }
    }
}
