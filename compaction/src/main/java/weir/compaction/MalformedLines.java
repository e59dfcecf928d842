package weir.compaction;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.quarantine.QuarantinedLine;

/**
 * The malformed lines of some microbatches, in their order. Reads only those that have one, and holds one line in memory.
 * An error of reading is thrown as {@link UncheckedIOException}.
 */
final class MalformedLines implements Iterator<QuarantinedLine>, Closeable {

    private final LineReader reader;
    private final HistoryCursor cursor;
    private QuarantinedLine next;

    MalformedLines(LakeFiles files, StreamSpec spec, List<Judged> judged) {
        List<Piece> pieces = judged.stream()
                .filter(one -> one.verdicts().malformed() > 0)
                .<Piece>map(
                        one -> new Piece.Raw(one.microbatch(), one.manifest().parts()))
                .toList();
        this.reader = LineReader.of(spec, List.of());
        this.cursor = new History(files, spec.name()).open(pieces);
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && cursor.next()) {
                if (reader.read(cursor.buffer(), cursor.offset(), cursor.length()) == Verdict.MALFORMED) {
                    int end = cursor.offset() + cursor.length();
                    next = new QuarantinedLine(
                            reader.malformed(),
                            cursor.microbatch(),
                            cursor.line(),
                            Arrays.copyOfRange(cursor.buffer(), cursor.offset(), end));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next != null;
    }

    @Override
    public QuarantinedLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        QuarantinedLine found = next;
        next = null;
        return found;
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
