package weir.lake.history;

import java.io.IOException;
import java.util.List;

import weir.lake.filter.NeedleSearch;
import weir.lake.raw.LineBuffer;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Microbatch;

/** The lines of several pieces, one piece after the other. */
final class ConcatenatedCursor implements HistoryCursor, LineCursor.Forwarding {

    private final History history;
    private final List<Piece> pieces;
    private final LineBuffer memory;
    private int nextPiece;
    private HistoryCursor current;

    ConcatenatedCursor(History history, List<Piece> pieces, LineBuffer memory) {
        this.history = history;
        this.pieces = pieces;
        this.memory = memory;
    }

    @Override
    public boolean next() throws IOException {
        while (current == null || !current.next()) {
            if (!openNext()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean next(NeedleSearch search) throws IOException {
        while (current == null || !current.next(search)) {
            if (!openNext()) {
                return false;
            }
        }
        return true;
    }

    private boolean openNext() throws IOException {
        if (nextPiece == pieces.size()) {
            return false;
        }
        close();
        current = history.open(pieces.get(nextPiece++), memory);
        return true;
    }

    @Override
    public Microbatch microbatch() {
        return current.microbatch();
    }

    @Override
    public long line() throws IOException {
        return current.line();
    }

    @Override
    public HistoryCursor current() {
        return current;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}
