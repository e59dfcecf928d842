package weir.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletions;
import weir.lake.files.Sha256;
import weir.lake.filter.Clauses;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;
import weir.lake.filter.NeedleSearch;
import weir.lake.filter.Needles;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.history.Selection;
import weir.lake.history.TimeRange;
import weir.lake.raw.LineBuffer;

/**
 * The kept lines of a time range, byte for byte, each ended by LF, in the order of capture, without what was deleted. Frames of the archive whose index
 * excludes them are not read, lines without the filter's needles are not parsed. Reads on all processors; for use by one
 * thread.
 */
public final class Extraction {

    /** Bytes of the disk that the first task reads: the fewer, the sooner the first line is there. */
    private static final long FIRST_TASK_BYTES = 1 << 20;

    /** Bytes that a task reads at last: handing over takes time. */
    private static final long MOST_TASK_BYTES = 4 << 20;

    /** A task reads one part of so many of what the tasks before it read. */
    private static final long TASK_SHARE = 16;

    private final History history;
    private final StreamSpec spec;
    private final TimeRange range;
    private final Needles needles;
    private final Clauses clauses;
    private Deletions deletions;
    private final ConcurrentLinkedQueue<Judge> idle = new ConcurrentLinkedQueue<>();

    /**
     * An extraction that has read nothing yet.
     *
     * @param spec the stream with the filter to use
     * @param range by event time, or by the microbatch's time for a line without one
     */
    public Extraction(History history, StreamSpec spec, TimeRange range) {
        this.history = history;
        this.spec = spec;
        this.range = range;
        this.needles = Needles.of(spec);
        this.clauses = Clauses.of(spec);
    }

    /** Values that the wanted lines have. */
    Clauses clauses() {
        return clauses;
    }

    /** What would be read. */
    public Selection selection() throws IOException {
        return history.select(range, spec, clauses);
    }

    /** Is told how far an extraction is. */
    @FunctionalInterface
    interface Milestones {

        /**
         * Some pieces are done, and what was written for them was flushed. Called by the thread that runs the extraction.
         *
         * @param pieces how many from the first one
         * @param bytes how many bytes of the disk those are that were done since it was told last
         * @param kept how many lines were written for all of them
         */
        void reached(int pieces, long bytes, long kept) throws IOException;
    }

    /** Equal for extractions that write the same of the same pieces: filter, schema, range, and what was deleted. */
    String identity() throws IOException {
        String text = String.join(
                "\n",
                spec.name(),
                Filter.of(spec.filter(), spec.schema()).hash(),
                spec.key().toString(),
                spec.eventTime(),
                range.toString(),
                String.valueOf(deletions().fingerprint()));
        return Sha256.identity(text);
    }

    /**
     * Writes the lines.
     *
     * @param selection what to read
     * @param progress is told of the bytes of each piece that is done, by one thread at a time
     * @return how many they were
     */
    public long run(Selection selection, OutputStream out, LongConsumer progress) throws IOException {
        return run(selection, out, (pieces, bytes, kept) -> {}, progress);
    }

    /** The same, and tells how far it is. */
    long run(Selection selection, OutputStream out, Milestones milestones, LongConsumer progress) throws IOException {
        Deletions asked = deletions();
        Reached reached = new Reached(milestones);
        new OrderedWriting(out, Runtime.getRuntime().availableProcessors())
                .run(tasks(selection.pieces()).stream()
                        .map(task -> new Part(task, asked, progress, reached))
                        .iterator());
        out.flush();
        return reached.kept;
    }

    /** What is the same for all of its life: what is deleted meanwhile is for the next one. */
    private Deletions deletions() throws IOException {
        if (deletions == null) {
            deletions = history.deletions(spec);
        }
        return deletions;
    }

    /** How far it is. */
    private static final class Reached {

        private final Milestones milestones;
        private int pieces;
        private long kept;

        Reached(Milestones milestones) {
            this.milestones = milestones;
        }

        void advance(List<Piece> done, long lines) throws IOException {
            pieces += done.size();
            kept += lines;
            milestones.reached(pieces, done.stream().mapToLong(Piece::bytes).sum(), kept);
        }
    }

    /** Extracts some pieces. */
    private final class Part implements OrderedWriting.Task {

        private final List<Piece> pieces;
        private final Deletions asked;
        private final LongConsumer progress;
        private final Reached reached;
        private long kept;

        Part(List<Piece> pieces, Deletions asked, LongConsumer progress, Reached reached) {
            this.pieces = pieces;
            this.asked = asked;
            this.progress = progress;
            this.reached = reached;
        }

        @Override
        public void run(OutputStream out) throws IOException {
            kept = extract(pieces, asked, out, progress);
        }

        @Override
        public void written() throws IOException {
            reached.advance(pieces, kept);
        }
    }

    /** Says how many lines of a piece would be written. */
    Forecast.Counting counting() throws IOException {
        Deletions asked = deletions();
        return piece -> extract(List.of(piece), asked, OutputStream.nullOutputStream(), bytes -> {});
    }

    private static List<List<Piece>> tasks(List<Piece> pieces) {
        List<List<Piece>> tasks = new ArrayList<>();
        long bytes = 0;
        long end = 0;
        for (Piece piece : pieces) {
            if (bytes >= end) {
                tasks.add(new ArrayList<>());
                end = bytes + Math.max(FIRST_TASK_BYTES, Math.min(bytes / TASK_SHARE, MOST_TASK_BYTES));
            }
            tasks.get(tasks.size() - 1).add(piece);
            bytes += piece.bytes();
        }
        return tasks;
    }

    private long extract(List<Piece> pieces, Deletions asked, OutputStream out, LongConsumer progress)
            throws IOException {
        Judge judge = idle.poll();
        if (judge == null) {
            judge = new Judge(LineReader.of(spec, List.of(), asked), needles.search(), new LineBuffer());
        }
        long kept = 0;
        for (Piece piece : pieces) {
            try (HistoryCursor cursor = history.open(piece, judge.memory())) {
                while (cursor.next(judge.search())) {
                    if (judge.keeps(cursor, range)) {
                        LineReader line = judge.reader();
                        out.write(line.buffer(), line.offset(), line.length());
                        out.write('\n');
                        kept++;
                    }
                }
            }
            synchronized (this) {
                progress.accept(piece.bytes());
            }
        }
        idle.add(judge);
        return kept;
    }

    /** What one thread needs to find and to judge lines. */
    private record Judge(LineReader reader, NeedleSearch search, LineBuffer memory) {

        boolean keeps(HistoryCursor cursor, TimeRange range) {
            return reader.read(cursor.buffer(), cursor.offset(), cursor.length()) == Verdict.KEPT
                    && range.contains(cursor.micros(reader));
        }
    }
}
