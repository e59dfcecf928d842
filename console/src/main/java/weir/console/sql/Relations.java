package weir.console.sql;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.compaction.CoverageTable;
import weir.compaction.LiveView;
import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.config.ReportConfig;
import weir.lake.config.StreamConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;

/**
 * What a statement can ask of a lake, by name: the table of each stream, its live view, coverage and quarantine, and the
 * reports. Nothing is opened before it is asked for. For one thread.
 */
final class Relations {

    private final LakeFiles files;
    private final Supplier<SparkSession> session;
    private final Map<String, Relation> all = new TreeMap<>();

    /** @param session asked only for the rows of a relation */
    Relations(WeirConfig config, LakeFiles files, Supplier<SparkSession> session) {
        this.files = files;
        this.session = session;
        Collection<StreamConfig> streams = config.streams().values();
        streams.forEach(stream -> addTable(stream.spec()));
        streams.forEach(stream -> addViews(stream.spec()));
        config.reports().values().forEach(this::addReport);
    }

    /** Looks at the lake. */
    @FunctionalInterface
    interface Content {
        Dataset<Row> rows() throws IOException;
    }

    /**
     * Something with rows.
     *
     * @param name its name in SQL
     * @param kind what it is
     * @param about whose rows it has
     * @param content gives them as of now
     */
    record Relation(String name, String kind, String about, Content content) {}

    /** All of them, by name. */
    Collection<Relation> all() {
        return all.values();
    }

    /** The one of this name. */
    Optional<Relation> named(String name) {
        return Optional.ofNullable(all.get(name.toLowerCase(Locale.ROOT)));
    }

    private void addTable(StreamSpec spec) {
        add(spec.name(), "table", "compacted records of " + spec.name(), () -> new LiveView(files, session.get(), spec)
                .compacted());
    }

    private void addViews(StreamSpec spec) {
        String stream = spec.name();
        LiveRecords live = new LiveRecords(spec);
        add(stream + "_live", "live view", "records of " + stream + " as of now, compacted or not", live);
        add(
                stream + "_coverage",
                "coverage",
                "counts and gaps of " + stream + " by plan and hour",
                () -> new CoverageTable(session.get(), files, stream).rows());
        add(stream + "_quarantine", "quarantine", "malformed lines of " + stream, () -> new QuarantineRows(
                        session.get(), files, stream)
                .rows());
    }

    private void addReport(ReportConfig report) {
        String about = "report over " + report.stream() + ", by " + report.time();
        add(report.name(), "report", about, () -> report(report));
    }

    private Dataset<Row> report(ReportConfig report) throws IOException {
        String path = Tables.ofReport(report.name());
        if (!files.exists(Tables.logOf(path))) {
            throw new IOException("Cannot read the report " + report.name()
                    + ": there is none yet. The next bin/compaction makes it of what is compacted");
        }
        return session.get().read().format("delta").load(files.uri(path));
    }

    /** Takes the name, or the next one that is free: streams and reports are named independently of each other. */
    private void add(String wanted, String kind, String about, Content content) {
        String name = wanted;
        while (all.containsKey(name)) {
            name += "_";
        }
        all.put(name, new Relation(name, kind, about, content));
    }

    /** Keeps its view, which remembers what waits. */
    private final class LiveRecords implements Content {

        private final StreamSpec spec;
        private LiveView view;

        LiveRecords(StreamSpec spec) {
            this.spec = spec;
        }

        @Override
        public Dataset<Row> rows() throws IOException {
            if (view == null) {
                view = new LiveView(files, session.get(), spec);
            }
            return view.rows();
        }
    }
}
