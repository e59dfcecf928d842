package weir.compaction;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.archive.SegmentIndexing;
import weir.lake.command.DecisionNeededException;
import weir.lake.config.StreamConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.ArchiveDeletion;
import weir.lake.quarantine.QuarantineDeletion;
import weir.report.FreshReports;
import weir.report.JobFailure;

/**
 * Compaction of a lake's streams. Its owner is the only one in the lake, by a lock that is held from {@link #open} to
 * {@link #close}. What there is to do comes from the lake's state alone. Its work is done by one thread at a time.
 */
public final class CompactionService implements AutoCloseable {

    private final WeirConfig config;
    private final List<String> streams;
    private final LakeFiles files;
    private final Supplier<SparkSession> session;
    private final LakeLock lock;
    private final Clock clock;
    private final FreshReports reports;
    private final Map<String, SegmentIndexing> indexing = new HashMap<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private CompactionService(
            WeirConfig config,
            List<String> streams,
            LakeFiles files,
            Supplier<SparkSession> session,
            LakeLock lock,
            Clock clock) {
        this.config = config;
        this.streams = List.copyOf(streams);
        this.files = files;
        this.session = session;
        this.lock = lock;
        this.clock = clock;
        this.reports = new FreshReports(config, files, session, clock);
    }

    /**
     * Takes the lake's compaction.
     *
     * @param streams the names of the streams to compact; all if empty
     * @param session a session with Delta; asked when there is something to do, and not closed here
     * @throws IOException if another process has it, or the lake cannot be written
     * @throws weir.lake.config.ConfigException if a stream is unknown
     */
    public static CompactionService open(WeirConfig config, List<String> streams, Supplier<SparkSession> session)
            throws IOException {
        return open(config, streams, session, Clock.systemUTC());
    }

    /**
     * As {@link #open(WeirConfig, List, Supplier)}.
     *
     * @param clock says when something was deleted, and what is due
     */
    static CompactionService open(WeirConfig config, List<String> streams, Supplier<SparkSession> session, Clock clock)
            throws IOException {
        List<String> chosen = streams.isEmpty() ? List.copyOf(config.streams().keySet()) : streams;
        chosen.forEach(config::stream);
        LakeFiles files = LakeFiles.of(config.lake().root());
        return new CompactionService(config, chosen, files, session, lock(files), clock);
    }

    private static LakeLock lock(LakeFiles files) throws IOException {
        try {
            return LakeLock.take(files, "compaction");
        } catch (FileSystemException e) { // its message is a path, often without a word
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException("Cannot write the lake at " + files.uri("") + ": " + e.getFile() + ": " + reason, e);
        }
    }

    /**
     * Does what is due for every stream, then for the reports over them. What fails does not keep the others from being done.
     *
     * @throws IOException what the first of them failed of, with the other failures
     * @throws DecisionNeededException if a person must decide about one of them, whatever the others failed of
     */
    public synchronized Outcome compact() throws IOException {
        Outcome outcome = new Outcome(List.of(), List.of());
        Planner planner = new Planner(
                config.compaction().planMaxBytes(), config.compaction().planMaxMicrobatches());
        Exception failure = null;
        for (String name : streams) {
            StreamConfig stream = config.stream(name);
            try {
                StreamCompaction compaction =
                        new StreamCompaction(files, session, stream.spec(), planner, indexingOf(stream.spec()), clock);
                outcome = outcome.and(compaction.catchUp(stopping::get));
            } catch (Exception e) { // Scala throws checked ones without declaring them
                failure = graver(failure, e);
            }
        }
        if (!stopping.get()) {
            try {
                reports.refresh(streams);
                // last: what the reports have of deleted records is found in the archive
                for (String name : streams) {
                    delete(config.stream(name).spec());
                }
            } catch (Exception e) { // as above
                failure = graver(failure, e);
            }
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure != null) {
            throw new IOException("Cannot compact: " + JobFailure.reason(failure), failure);
        }
        return outcome;
    }

    /** Takes what was deleted out of the places where it may stay for some time, if that is over. */
    private void delete(StreamSpec spec) throws IOException {
        new ArchiveDeletion(files, spec, config.compaction().archiveDeadline(), clock)
                .run(stopping::get, new QuarantineDeletion(files, spec.name())::run);
        if (!stopping.get()) {
            List<String> tables = Stream.concat(Stream.of(Tables.ofStream(spec.name())), reportsOf(spec.name()))
                    .toList();
            new VersionDeletion(
                            files,
                            session,
                            reports,
                            spec.name(),
                            config.compaction().versionDeadline(),
                            clock)
                    .run(tables);
        }
    }

    private Stream<String> reportsOf(String stream) {
        return config.reports().values().stream()
                .filter(report ->
                        report.stream().equals(stream) || report.join().contains(stream))
                .map(report -> Tables.ofReport(report.name()));
    }

    private SegmentIndexing indexingOf(StreamSpec spec) {
        return indexing.computeIfAbsent(spec.name(), unused -> new SegmentIndexing(files, spec));
    }

    /** The failure to tell, with the other one suppressed: the first, unless only the second needs a person. */
    private static Exception graver(Exception first, Exception second) {
        if (first == null) {
            return second;
        }
        if (second instanceof DecisionNeededException && !(first instanceof DecisionNeededException)) {
            second.addSuppressed(first);
            return second;
        }
        first.addSuppressed(second);
        return first;
    }

    /** Merges small files of the tables. */
    public synchronized void optimize() {
        forEachTable(table -> table.optimize(config.compaction().targetFileBytes()));
    }

    /** Removes what the tables have left behind, after the retention. */
    public synchronized void vacuum() {
        forEachTable(table -> table.vacuum(config.compaction().vacuumRetention()));
    }

    private void forEachTable(Consumer<Maintenance> work) {
        Stream.concat(
                        streams.stream().flatMap(name -> Stream.of(Tables.ofStream(name), Tables.ofCoverage(name))),
                        streams.stream().flatMap(this::reportsOf))
                .forEach(path -> work.accept(new Maintenance(session.get(), files.uri(path))));
    }

    /** Lets the work that runs end after its current plan; no more is begun. */
    public void stop() {
        stopping.set(true);
    }

    /** Gives the lake's compaction back; waits for the work that runs. */
    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }
}
