package weir.compaction;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.spark.sql.delta.actions.AddFile;

import weir.lake.filter.LineReader;
import weir.lake.raw.Microbatch;

/**
 * The kept lines of a plan as data files of the stream's table, written while the lines are judged: so they are read once.
 * Nobody sees the files before a commit adds them. Until they are handed to one, they can be given up, and are then
 * removed; what a killed process leaves is removed by a vacuum. Safe for threads, each of which takes a {@link Writer}.
 */
final class RowFiles implements Closeable {

    /** Says how the table wants its files, and makes it if it is not there; empty if it takes none that are written here. */
    @FunctionalInterface
    interface Format {
        Optional<DataFileFormat> get() throws IOException;
    }

    /** Takes the files into the table. */
    @FunctionalInterface
    interface Commit {
        /**
         * Commits all rows but duplicates.
         *
         * @param files have none
         * @param mixed have some, and are not added as they are
         * @return false if it takes no files; then nothing is committed
         */
        boolean add(List<AddFile> files, List<AddFile> mixed);
    }

    /**
     * A finished file.
     *
     * @param file the file
     * @param action how a commit adds it
     * @param first where its rows begin
     * @param last where they end
     */
    private record Finished(DataFileFormat.OpenFile file, AddFile action, Microbatch first, Microbatch last) {}

    private final Format wanted;
    private final List<Writer> writers = new ArrayList<>();
    /** Null until it is asked for; empty if the table takes no such files. */
    private Optional<DataFileFormat> format;

    private volatile boolean givenUp;
    private boolean handedOver;

    /** @param wanted asked when there is a first row */
    RowFiles(Format wanted) {
        this.wanted = wanted;
    }

    /**
     * A writer for one thread. The files of different writers are different ones.
     *
     * @param record reads the lines, with all columns of the schema
     */
    synchronized Writer writer(LineReader record) {
        Writer writer = new Writer(writers.size(), record);
        writers.add(writer);
        return writer;
    }

    /** Says that the rows are of no use: others than these are to be in the table. */
    void giveUp() {
        givenUp = true;
    }

    /**
     * Hands all rows over to a commit. If it fails, the files stay: that does not say that it is not in the log.
     *
     * @return false if they were given up, or the commit does not take them
     */
    synchronized boolean handOver(Duplicates duplicates, Commit commit) throws IOException {
        if (givenUp) {
            return false;
        }
        Map<Boolean, List<Finished>> mixed = writers.stream()
                .flatMap(writer -> writer.finished.stream())
                .collect(Collectors.partitioningBy(one -> duplicates.areBetween(one.first(), one.last())));
        handedOver = true;
        handedOver = commit.add(actions(mixed.get(false)), actions(mixed.get(true)));
        if (handedOver) {
            for (Finished rewritten : mixed.get(true)) {
                rewritten.file().delete();
            }
        }
        return handedOver;
    }

    private static List<AddFile> actions(List<Finished> files) {
        return files.stream().map(Finished::action).toList();
    }

    /** Removes the files, unless they were handed over. Nobody writes any more. */
    @Override
    public synchronized void close() throws IOException {
        if (!handedOver) {
            for (Writer writer : writers) {
                writer.delete();
            }
        }
        writers.clear();
    }

    private synchronized Optional<DataFileFormat> format() throws IOException {
        if (format == null) {
            format = wanted.get();
            if (format.isEmpty()) {
                giveUp();
            }
        }
        return format;
    }

    /** Writes rows, those of each day of the table into a file of its own. For one thread. */
    final class Writer implements Closeable {

        private final int number;
        private final Map<Long, DataFileFormat.OpenFile> open = new HashMap<>();
        private final List<Finished> finished = new ArrayList<>();
        private final LineReader record;
        private TableRow row;
        private Microbatch first;
        private Microbatch last;
        private long lastDay;
        private DataFileFormat.OpenFile ofLastDay;

        private Writer(int number, LineReader record) {
            this.number = number;
            this.record = record;
        }

        /**
         * Adds the line that the reader has just read, and kept.
         *
         * @param line its number in the microbatch
         * @param day the day of the table it belongs to, in days since 1970
         */
        void add(Microbatch microbatch, long line, long day) throws IOException {
            if (givenUp) {
                return;
            }
            first = first == null ? microbatch : first;
            last = microbatch;
            if (ofLastDay == null || day != lastDay) {
                ofLastDay = of(day);
                lastDay = day;
            }
            if (ofLastDay != null) {
                ofLastDay.write(row.of(microbatch, line));
            }
        }

        /** The file of a day; null if there is none, and the rows are given up. */
        private DataFileFormat.OpenFile of(long day) throws IOException {
            DataFileFormat.OpenFile file = open.get(day);
            if (file == null && open.size() == StreamTable.FEW_DAYS) {
                giveUp();
            } else if (file == null && format().isPresent()) {
                row = new TableRow(format().get().columns(), record);
                file = format().get().open(LocalDate.ofEpochDay(day), number);
                open.put(day, file);
            }
            return file;
        }

        /** Ends the files. */
        @Override
        public void close() throws IOException {
            while (!open.isEmpty()) {
                Long day = open.keySet().iterator().next();
                finished.add(new Finished(open.get(day), open.get(day).close(), first, last));
                open.remove(day);
            }
        }

        private void delete() throws IOException {
            for (DataFileFormat.OpenFile file : open.values()) {
                file.abort();
            }
            for (Finished one : finished) {
                one.file().delete();
            }
        }
    }
}
