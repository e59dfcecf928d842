package weir.compaction;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Microbatch;

/**
 * The malformed lines of some microbatches, in their order. Reads only those that have one, and holds one line in memory.
 * An error of reading is thrown as {@link UncheckedIOException}.
 */
final class MalformedLines implements Iterator<QuarantinedLine>, Closeable {

    private final LineReader reader;
    private final HistoryCursor cursor;
    private QuarantinedLine next;

    /** Those of microbatches in the raw zone. */
    MalformedLines(LakeFiles files, StreamSpec spec, List<Judged> judged) {
        this(spec, new History(files, spec.name()).open(pieces(judged)));
    }

    private MalformedLines(StreamSpec spec, HistoryCursor cursor) {
        this.reader = LineReader.of(spec, List.of());
        this.cursor = cursor;
    }

    /** Those of some microbatches, wherever they are. */
    static MalformedLines of(LakeFiles files, StreamSpec spec, Set<Microbatch> microbatches) throws IOException {
        History history = new History(files, spec.name());
        return new MalformedLines(spec, history.open(history.pieces(microbatches)));
    }

    private static List<Piece> pieces(List<Judged> judged) {
        return judged.stream()
                .filter(one -> one.verdicts().malformed() > 0)
                .<Piece>map(
                        one -> new Piece.Raw(one.microbatch(), one.manifest().parts()))
                .toList();
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
