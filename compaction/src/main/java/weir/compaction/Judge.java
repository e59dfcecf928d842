package weir.compaction;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles.Asked;
import weir.lake.deletion.DeletionReader;
import weir.lake.deletion.Deletions;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.AskedDeletions;
import weir.lake.raw.LineBuffer;
import weir.lake.raw.LineCursor;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.PartContent;
import weir.lake.raw.PartLines;

/**
 * Reads a microbatch once: every line is judged, what is kept becomes a row if somebody wants rows, and every part is
 * compared with the manifest. Holds one line in memory. For one thread.
 */
final class Judge implements Closeable {

    private final LakeFiles files;
    private final LineReader reader;
    private final LineBuffer memory = new LineBuffer();
    private final KeyHash hash;
    private final int firstKey;
    private final DataType firstKeyType;
    private final DeletionReader asking;
    private final Deletions.Lookup known;
    private final List<Asked> asked;
    private final RowFiles.Writer rows;

    /**
     * A judge.
     *
     * @param earlier what earlier plans were asked to delete
     * @param rows takes the kept lines, if somebody wants them
     */
    Judge(LakeFiles files, StreamSpec spec, AskedDeletions earlier, Optional<RowFiles> rows) {
        this.files = files;
        Deletions deletions = earlier.deletions();
        List<String> columns = new ArrayList<>(rows.isPresent() ? spec.schema().columnNames() : List.of());
        columns.addAll(deletions.columns());
        this.reader = LineReader.of(spec, columns);
        this.rows = rows.map(wanted -> wanted.writer(reader)).orElse(null);
        this.asking = new DeletionReader(spec.schema());
        this.known = deletions.isEmpty() ? null : deletions.lookup(reader.columns());
        this.asked = earlier.of();
        this.hash = new KeyHash(spec, reader.columns());
        this.firstKey = reader.columns().indexOf(spec.key().get(0));
        this.firstKeyType = spec.schema().sparkType().apply(spec.key().get(0)).dataType();
    }

    /**
     * Judges the lines of a microbatch.
     *
     * @throws CorruptLakeException if a part is not what the manifest says
     */
    Judged judge(Manifest manifest) throws IOException {
        Found found = new Found(manifest.microbatch());
        for (Part part : manifest.parts()) {
            read(part, found);
        }
        return new Judged(manifest, found.verdicts(), found.keys, found.days, found.deletions, found.takenBack);
    }

    /** Ends the rows. */
    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }

    private void read(Part part, Found found) throws IOException {
        String path = found.microbatch.path(part.name());
        try (PartLines lines = new PartLines(files, path, memory)) {
            while (lines.next()) {
                found.line(reader.read(lines.buffer(), lines.offset(), lines.length()), lines);
            }
            require(part, path, lines.content());
        } catch (FileNotFoundException e) {
            throw new CorruptLakeException(
                    "Cannot compact " + files.uri(path)
                            + ": its manifest names it, but there is no such file. Restore it.",
                    e);
        }
    }

    private void require(Part part, String path, PartContent found) throws CorruptLakeException {
        if (found.lines() != part.lines() || !found.sha256().equals(part.sha256())) {
            throw new CorruptLakeException("Cannot compact " + files.uri(path) + ": its manifest says " + part.lines()
                    + " lines with SHA-256 " + part.sha256() + ", the file has " + found.lines() + " with "
                    + found.sha256() + ". Restore the file, or correct the manifest if the file is right.");
        }
        if (!found.isOf(part)) {
            throw new CorruptLakeException("Cannot compact " + files.uri(path) + ": its manifest says " + part.bytes()
                    + " bytes, the file has " + found.bytes()
                    + ", though the SHA-256 fits. Correct the manifest.");
        }
    }

    /** What has been found in a microbatch so far. */
    private final class Found {

        private final Microbatch microbatch;
        private final Keys keys = new Keys(new KeyRange(firstKeyType));
        private final Set<Long> days = new HashSet<>();
        private final List<Deletion> deletions = new ArrayList<>();
        private final Set<Asked> takenBack = new HashSet<>();
        private long dropped;
        private long malformed;
        private long control;
        private long line;

        Found(Microbatch microbatch) {
            this.microbatch = microbatch;
        }

        /** Takes the line in that the reader has just read. */
        void line(Verdict verdict, LineCursor at) throws IOException {
            switch (verdict) {
                case KEPT -> kept();
                case DROPPED -> dropped++;
                case MALFORMED -> malformed++;
                case CONTROL -> control(at);
                case DELETED -> throw new IllegalStateException("lines are judged as they were captured");
            }
            if (known != null && reader.row() != null) {
                known.of(reader.row()).forEach(effect -> takenBack.add(asked.get(effect.deletion())));
            }
            line++;
        }

        private void control(LineCursor at) {
            control++;
            deletions.addAll(asking.read(
                    reader.control(), at.buffer(), at.offset(), at.length(), microbatch.timeMillis(), line));
        }

        private void kept() throws IOException {
            InternalRow row = reader.row();
            keys.add(hash.of(row), line, row.get(firstKey, firstKeyType));
            long day = Math.floorDiv(reader.micros(microbatch::timeMillis), TimeUnit.DAYS.toMicros(1));
            days.add(day);
            if (rows != null) {
                rows.add(microbatch, line, day);
            }
        }

        Verdicts verdicts() {
            return new Verdicts(line - dropped - malformed - control, dropped, malformed, control);
        }
    }
}
