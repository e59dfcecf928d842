package weir.lake.history;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import weir.lake.archive.SegmentLines;
import weir.lake.archive.Span;
import weir.lake.files.LakeFiles;
import weir.lake.filter.NeedleSearch;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Microbatch;

/** The wanted lines of some frames of a segment. */
final class ArchivedCursor implements HistoryCursor, LineCursor.Forwarding {

    private final SegmentLines lines;
    private final Piece.Archived piece;
    private final Set<Microbatch> wanted;
    private final boolean allWanted;
    /** The span of the current line, as far as somebody asked, and the numbers of its first line and of that behind it. */
    private int span = -1;

    private long spanBegin;
    private long spanEnd;

    ArchivedCursor(LakeFiles files, Piece.Archived piece) throws IOException {
        this.lines = new SegmentLines(files, piece.segment(), piece.seal(), piece.frames());
        this.piece = piece;
        this.wanted = new HashSet<>(piece.wanted());
        this.allWanted = piece.spans().stream().map(Span::microbatch).allMatch(wanted::contains);
    }

    @Override
    public boolean next() throws IOException {
        while (lines.next()) {
            if (isWanted()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean next(NeedleSearch search) throws IOException {
        while (lines.next(search)) {
            if (isWanted()) {
                return true;
            }
        }
        return false;
    }

    private boolean isWanted() {
        return allWanted || wanted.contains(microbatch());
    }

    @Override
    public Microbatch microbatch() {
        findSpan();
        return piece.spans().get(span).microbatch();
    }

    @Override
    public long line() {
        return findSpan() - spanBegin + piece.spans().get(span).first();
    }

    /** @return the number of the current line among those of the piece */
    private long findSpan() {
        long number = lines.number();
        while (number >= spanEnd) {
            span++;
            spanBegin = spanEnd;
            spanEnd += piece.spans().get(span).lines();
        }
        return number;
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
