package weir.lake.history;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import weir.lake.archive.SegmentLines;
import weir.lake.files.LakeFiles;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Microbatch;

/** The wanted lines of some frames of a segment. */
final class ArchivedCursor implements HistoryCursor, LineCursor.Forwarding {

    private final SegmentLines lines;
    private final Piece.Archived piece;
    private final Set<Microbatch> wanted;
    private int span = -1;
    private long left;
    private long line;

    ArchivedCursor(LakeFiles files, Piece.Archived piece) throws IOException {
        this.lines = new SegmentLines(files, piece.segment().path(), piece.frames());
        this.piece = piece;
        this.wanted = new HashSet<>(piece.wanted());
    }

    @Override
    public boolean next() throws IOException {
        while (lines.next()) {
            while (left == 0) {
                span++;
                left = piece.spans().get(span).lines();
                line = span == 0 ? piece.skipped() - 1 : -1;
            }
            left--;
            line++;
            if (wanted.contains(microbatch())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Microbatch microbatch() {
        return piece.spans().get(span).microbatch();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public LineCursor current() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
