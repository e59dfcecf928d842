package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.Deletions;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.history.AskedDeletions;
import weir.lake.history.DeletionLog;
import weir.lake.parallel.ParallelTasks;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/**
 * The table of one stream as it would be if everything captured were compacted now: the rows of one version of the table,
 * and the records of the microbatches that no plan in that version has consumed, each key once, the one that compaction
 * would take, without what messages among them take back. A microbatch is in it as soon as it is committed. Changes nothing in the lake; ingest and compaction may run.
 *
 * <p>Remembers what it has found in microbatches that still wait, so that asking again reads only what is new. Safe for
 * threads.
 */
public final class LiveView {

    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

    private final LakeFiles files;
    private final SparkSession spark;
    private final StreamSpec spec;
    private final StreamTable table;
    private final PlanStore plans;
    private final RawZone raw;
    private final Judges judges;
    private final DeletionLog deletions;
    private final Map<Microbatch, Judged> known = new ConcurrentHashMap<>();
    private final Set<Microbatch> damaged = ConcurrentHashMap.newKeySet();

    /** @param spark a session with Delta */
    public LiveView(LakeFiles files, SparkSession spark, StreamSpec spec) {
        this.files = files;
        this.spark = spark;
        this.spec = spec;
        this.table = new StreamTable(spark, files.uri(Tables.ofStream(spec.name())), spec);
        this.plans = new PlanStore(files, spec.name());
        this.raw = new RawZone(files, spec.name());
        this.judges = new Judges(files, spec, () -> new AskedDeletions(Deletions.none(spec.schema()), List.of()));
        this.deletions = new DeletionLog(files, spec);
    }

    /**
     * The records as of now, with the table's columns. They stay the same however often they are read and whatever is
     * committed, compacted or archived meanwhile, as long as the table's version is not vacuumed. A microbatch that
     * compaction would leave where it is, because it is not what its manifest says, is not in it; a warning says so once.
     *
     * @throws CorruptLakeException if a plan cannot be trusted
     */
    public synchronized Dataset<Row> rows() throws IOException {
        while (true) {
            Cut cut = cut();
            try {
                return rows(cut, judged(cut.waiting()));
            } catch (FileNotFoundException consumedMeanwhile) {
                LOG.debug("Looking again stream={}: {}", spec.name(), consumedMeanwhile.getMessage());
            }
        }
    }

    /** The rows of the table as of now, without what waits; none if there is no table yet. */
    public Dataset<Row> compacted() {
        return table.asOf(table.snapshot()).rows();
    }

    /**
     * A moment of the stream.
     *
     * @param table the table then
     * @param settled whether all that its plans delete is gone from it
     * @param waiting the microbatches that no plan in it has consumed, oldest first
     */
    private record Cut(StreamTable table, boolean settled, List<Microbatch> waiting) {}

    /**
     * Looks in the order against that of a compaction, which writes a plan down, commits it, deletes what it asks for,
     * removes its microbatches and finishes it: what it moves in between is then found at both places, and the plans say so. Of a finished plan nothing
     * is in the raw zone any more, so that only the plans behind it are read.
     */
    private Cut cut() throws IOException {
        long finished = plans.newestFinished();
        List<Microbatch> captured = raw.committed();
        Snapshot snapshot = table.snapshot();
        long last = PlanTransactions.in(snapshot, spec.name()).orElse(0);
        Set<Microbatch> consumed = plans.consumed(finished, last);
        List<Microbatch> waiting = new ArrayList<>(captured);
        waiting.removeAll(consumed);
        return new Cut(table.asOf(snapshot), last <= finished, waiting);
    }

    private Dataset<Row> rows(Cut cut, List<Judged> waiting) throws IOException {
        List<Deletion> asked =
                waiting.stream().flatMap(one -> one.deletions().stream()).toList();
        List<Deletion> all = new ArrayList<>(asked);
        all.addAll(deletions.written());
        StreamTable version = cut.table();
        Dataset<Row> compacted = without(cut.settled() ? asked : all).applied(version.rows());
        if (waiting.isEmpty()) {
            return compacted;
        }
        long bytes = waiting.stream().mapToLong(one -> one.manifest().bytes()).sum();
        KeptLines kept = new KeptLines(spark, files, spec, bytes);
        Duplicates duplicates = Duplicates.find(waiting, version, kept::of);
        Dataset<Row> records = duplicates.without(
                kept.of(waiting.stream().map(Judged::microbatch).toList()));
        return compacted.unionByName(without(all).applied(version.asRows(records)), true);
    }

    private PendingDeletions without(List<Deletion> some) {
        return new PendingDeletions(files, spec, Deletions.of(spec.schema(), some));
    }

    /**
     * What was found in microbatches, without those that are damaged.
     *
     * @throws FileNotFoundException if one is not in the raw zone any more
     */
    private List<Judged> judged(List<Microbatch> waiting) throws IOException {
        known.keySet().retainAll(new HashSet<>(waiting));
        List<Judged> sound = new ArrayList<>();
        try (ParallelTasks<Optional<Judged>> looks =
                new ParallelTasks<>(waiting.stream().map(this::look).iterator())) {
            while (looks.hasNext()) {
                looks.next().ifPresent(sound::add);
            }
        }
        sound.forEach(one -> known.put(one.microbatch(), one));
        return sound;
    }

    private Callable<Optional<Judged>> look(Microbatch microbatch) {
        return () -> {
            Judged before = known.get(microbatch);
            if (before != null) {
                return Optional.of(before);
            }
            try {
                return Optional.of(judges.judge(microbatch));
            } catch (CorruptLakeException e) {
                if (!files.exists(microbatch.path(Microbatch.MANIFEST))) {
                    throw new FileNotFoundException(microbatch.name() + " is not in the raw zone any more");
                }
                if (damaged.add(microbatch)) {
                    LOG.warn("Left out of the live view of {}: {}", spec.name(), e.getMessage());
                }
                return Optional.empty();
            }
        };
    }
}
