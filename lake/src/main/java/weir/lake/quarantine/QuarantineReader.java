package weir.lake.quarantine;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Malformed;
import weir.lake.raw.Microbatch;
import weir.lake.raw.StreamLines;

/** Walks the lines of one file that nothing was decided about. Holds one in memory. For one thread. */
public final class QuarantineReader implements Closeable {

    private final String origin;
    private final StreamLines lines;
    private final Decisions decisions;
    private final Map<Microbatch, Set<Long>> decided;

    QuarantineReader(LakeFiles files, QuarantineFile file) throws IOException {
        this.origin = files.uri(file.path());
        // the lines first: if decided ones are gone from them already, their decisions are there
        this.lines = new StreamLines(open(files, file));
        this.decisions = DecisionsFile.read(files, file);
        this.decided = decisions.lines();
    }

    private static InputStream open(LakeFiles files, QuarantineFile file) throws IOException {
        try {
            return files.open(file.path());
        } catch (FileNotFoundException e) {
            return InputStream.nullInputStream(); // all of them are decided
        }
    }

    /**
     * The next line; empty if there is none.
     *
     * @throws CorruptLakeException if the file holds something else than lines in quarantine, as they were written
     */
    public Optional<QuarantinedLine> next() throws IOException {
        while (lines.next()) {
            QuarantinedLine line = line();
            if (!decided.getOrDefault(line.microbatch(), Set.of()).contains(line.line())) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /** The decisions about the other lines. */
    Decisions decisions() {
        return decisions;
    }

    private QuarantinedLine line() throws IOException {
        Document node = Document.parseLine(
                Arrays.copyOfRange(lines.buffer(), lines.offset(), lines.offset() + lines.length()),
                origin,
                Quarantine.FORMAT);
        Microbatch microbatch = Microbatch.named(node.text("microbatch"))
                .orElseThrow(() -> new CorruptLakeException("Cannot read " + origin + ": a line names no microbatch"));
        try {
            return new QuarantinedLine(
                    new Malformed(node.text("reason"), node.text("detail")),
                    microbatch,
                    node.number("line"),
                    Base64.getDecoder().decode(node.text("bytes")));
        } catch (IllegalArgumentException e) {
            throw new CorruptLakeException("Cannot read " + origin + ": \"bytes\" is no Base64", e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
