package weir.lake.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletions;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.filter.Needles;
import weir.lake.history.DeletionLog;
import weir.lake.history.History;
import weir.lake.history.Piece;
import weir.lake.history.Selection;
import weir.lake.history.TimeRange;

/** One reading of chosen columns of a stream's history. */
final class WeirScan implements Scan, Batch {

    /** How much larger lines are than their zstd frames, about. */
    private static final long COMPRESSION = 8;

    private final SourceOptions options;
    private final StructType columns;
    private final Optional<TimeRange> range;
    private final SourceOptions.Rows rows;
    private final Needles needles;
    private final Clauses clauses;

    private WeirScan(SourceOptions options, StructType columns, PushedFilters pushed) {
        StreamSpec spec = options.spec();
        this.options = options;
        this.columns = columns;
        this.range = pushed.within(options.range(), spec);
        this.rows = pushed.keptOnly() ? SourceOptions.Rows.KEPT : options.rows();
        boolean kept = rows == SourceOptions.Rows.KEPT;
        this.needles = pushed.needles(spec).and(kept ? Needles.of(spec) : Needles.NONE);
        this.clauses = pushed.clauses(spec).and(kept ? Clauses.of(spec) : Clauses.NONE);
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "weir " + options.spec().name() + " "
                + range.map(TimeRange::toString).orElse("at no time") + " where "
                + options.spec().filter() + (needles.isEmpty() ? "" : ", needles " + needles);
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        if (range.isEmpty()) {
            return new InputPartition[0];
        }
        try {
            History history =
                    new History(LakeFiles.of(options.lake()), options.spec().name());
            return tasks(pieces(history), options.taskBytes()).toArray(InputPartition[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private List<Piece> pieces(History history) throws IOException {
        if (options.microbatches().isPresent()) {
            return history.pieces(options.microbatches().get());
        }
        Clauses values = clauses;
        if (options.takenBackBy().isPresent()) {
            DeletionLog asked = new DeletionLog(LakeFiles.of(options.lake()), options.spec());
            values = values.and(asked.clausesOf(options.takenBackBy().get()::contains));
        }
        if (options.lastPlan().isEmpty()) {
            return history.select(range.get(), options.spec(), values).pieces();
        }
        long lastPlan = options.lastPlan().getAsLong();
        Selection selection = options.again()
                ? history.selectConsumed(range.get(), options.spec(), values, lastPlan)
                : history.selectArchived(range.get(), options.spec(), values, lastPlan);
        return selection.pieces();
    }

    private static List<WeirPartition> tasks(List<Piece> pieces, long taskBytes) {
        List<WeirPartition> tasks = new ArrayList<>();
        List<Piece> task = new ArrayList<>();
        long bytes = 0;
        for (Piece piece : pieces) {
            task.add(piece);
            bytes += piece instanceof Piece.Archived ? piece.bytes() * COMPRESSION : piece.bytes();
            if (bytes >= taskBytes) {
                tasks.add(new WeirPartition(task));
                task = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!task.isEmpty()) {
            tasks.add(new WeirPartition(task));
        }
        return tasks;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new WeirReaderFactory(
                options.lake(), options.spec(), range.orElse(options.range()), rows, needles, deletions(), columns);
    }

    private Deletions deletions() {
        if (options.deleted()) {
            return Deletions.none(options.spec().schema());
        }
        try {
            DeletionLog log = new DeletionLog(LakeFiles.of(options.lake()), options.spec());
            return options.lastPlan().isPresent()
                    ? log.ofPlans(plan -> plan <= options.lastPlan().getAsLong())
                    : log.current();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return new CustomMetric[] {new LineMetric.Captured(), new LineMetric.Parsed()};
    }

    /** Lets Spark say which columns and which rows it needs. */
    static final class Builder implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownFilters {

        private final SourceOptions options;
        private StructType columns;
        private PushedFilters pushed = PushedFilters.NONE;

        Builder(SourceOptions options, StructType columns) {
            this.options = options;
            this.columns = columns;
        }

        /** Of structs, only the fields that are needed are read, too. */
        @Override
        public void pruneColumns(StructType required) {
            columns = required;
        }

        @Override
        public Filter[] pushFilters(Filter[] filters) {
            PushedCondition condition = new PushedCondition(
                    LineColumn.behind(options.spec().schema().sparkType()));
            pushed = new PushedFilters(Arrays.stream(filters).map(condition::of).toList());
            return filters;
        }

        /** None is applied for good. */
        @Override
        public Filter[] pushedFilters() {
            return new Filter[0];
        }

        @Override
        public Scan build() {
            return new WeirScan(options, columns, pushed);
        }
    }
}
