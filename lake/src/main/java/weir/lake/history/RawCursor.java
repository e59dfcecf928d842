package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;

import weir.lake.files.LakeFiles;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Microbatch;
import weir.lake.raw.StreamLines;

/** The lines of one microbatch of the raw zone, part by part; what a compaction takes away meanwhile, from the archive. */
final class RawCursor implements HistoryCursor, LineCursor.Forwarding {

    private final History history;
    private final LakeFiles files;
    private final Piece.Raw piece;
    private LineCursor current;
    private HistoryCursor moved;
    private int nextPart;
    private long line = -1;

    RawCursor(History history, LakeFiles files, Piece.Raw piece) throws IOException {
        this.history = history;
        this.files = files;
        this.piece = piece;
        if (!piece.parts().isEmpty()) {
            openNext();
        }
    }

    private void openNext() throws IOException {
        String path = piece.microbatch().path(piece.parts().get(nextPart));
        try {
            current = new StreamLines(files.open(path));
            nextPart++;
        } catch (FileNotFoundException e) {
            moved = history.moved(piece.microbatch(), e);
            current = moved;
        }
    }

    @Override
    public boolean next() throws IOException {
        while (moved == null) {
            if (current != null && current.next()) {
                line++;
                return true;
            }
            if (nextPart == piece.parts().size()) {
                return false;
            }
            current.close();
            openNext();
        }
        while (moved.next()) {
            if (moved.line() > line) {
                line = moved.line();
                return true;
            }
        }
        return false;
    }

    @Override
    public Microbatch microbatch() {
        return piece.microbatch();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public LineCursor current() {
        return current;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}
