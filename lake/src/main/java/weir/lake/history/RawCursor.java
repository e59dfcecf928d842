package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

import weir.lake.files.LakeFiles;
import weir.lake.filter.NeedleSearch;
import weir.lake.raw.LineBuffer;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.StreamLines;

/** The lines of one microbatch of the raw zone, part by part; what a compaction takes away meanwhile, from the archive. */
final class RawCursor implements HistoryCursor, LineCursor.Forwarding {

    private final History history;
    private final LakeFiles files;
    private final Piece.Raw piece;
    private final LineBuffer memory;
    private int nextPart;
    /** Lines of the parts before the open one. */
    private long linesBefore;

    private StreamLines lines;
    private HistoryCursor moved;

    RawCursor(History history, LakeFiles files, Piece.Raw piece, LineBuffer memory) {
        this.history = history;
        this.files = files;
        this.piece = piece;
        this.memory = memory;
    }

    /** How to go to a next line. */
    @FunctionalInterface
    private interface Step {
        boolean next(LineCursor cursor) throws IOException;
    }

    @Override
    public boolean next() throws IOException {
        return next(LineCursor::next);
    }

    @Override
    public boolean next(NeedleSearch search) throws IOException {
        return next(cursor -> cursor.next(search));
    }

    private boolean next(Step step) throws IOException {
        while (moved == null) {
            if (lines != null && step.next(lines)) {
                return true;
            }
            if (nextPart == piece.parts().size()) {
                return false;
            }
            close();
            openNext();
        }
        while (step.next(moved)) {
            if (moved.line() >= linesBefore) {
                return true;
            }
        }
        return false;
    }

    private void openNext() throws IOException {
        linesBefore += nextPart == 0 ? 0 : piece.parts().get(nextPart - 1).lines();
        Part part = piece.parts().get(nextPart++);
        try {
            lines = lines(piece.microbatch().path(part.name()));
        } catch (FileNotFoundException e) {
            moved = history.moved(piece.microbatch(), e);
        }
    }

    private StreamLines lines(String path) throws IOException {
        Optional<FileChannel> channel = files.channel(path);
        return channel.isPresent() ? new StreamLines(channel.get(), memory) : new StreamLines(files.open(path), memory);
    }

    @Override
    public Microbatch microbatch() {
        return piece.microbatch();
    }

    @Override
    public long line() throws IOException {
        return moved == null ? linesBefore + lines.number() : moved.line();
    }

    @Override
    public LineCursor current() {
        return moved == null ? lines : moved;
    }

    @Override
    public void close() throws IOException {
        if (current() != null) {
            current().close();
        }
    }
}
