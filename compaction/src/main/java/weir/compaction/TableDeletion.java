package weir.compaction;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.Asked;
import weir.lake.deletion.DeletionFiles.DeletedRow;
import weir.lake.deletion.DeletionFiles.Kind;
import weir.lake.deletion.Deletions;
import weir.lake.files.LakeFiles;
import weir.lake.history.AskedDeletions;
import weir.lake.history.DeletionLog;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;
import weir.report.TakenRows;

/**
 * Takes out of a stream's table what the messages of a plan ask to delete, and what earlier ones asked for that came with the
 * plan: one commit, behind that of the plan. The rows are written down before, so that it can be done again.
 */
final class TableDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(TableDeletion.class);
    private static final String METADATA = "spark.databricks.delta.commitInfo.userMetadata";
    private static final StructType POSITIONS =
            StructType.fromDDL("microbatch STRING, line BIGINT, day DATE, clear STRING");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LakeFiles files;
    private final SparkSession spark;
    private final StreamSpec spec;
    private final String uri;
    private final DeletionFiles log;
    private final DeletionLog asked;
    private final Clock clock;

    TableDeletion(LakeFiles files, SparkSession spark, StreamSpec spec, Clock clock) {
        this.files = files;
        this.spark = spark;
        this.spec = spec;
        this.uri = files.uri(Tables.ofStream(spec.name()));
        this.log = new DeletionFiles(files, spec.name());
        this.asked = new DeletionLog(files, spec);
        this.clock = clock;
    }

    /**
     * Does it for a plan.
     *
     * @param added the rows that the plan's commit has added
     */
    void run(Plan plan, Dataset<Row> added) throws IOException {
        if (!log.has(Kind.ASKED, plan.number()) && !log.has(Kind.ROWS, plan.number())) {
            return;
        }
        List<DeletedRow> rows = log.has(Kind.ROWS, plan.number()) ? log.rows(plan.number()) : find(plan, added);
        if (!rows.isEmpty()) {
            log.writeRows(plan.number(), rows, clock.instant());
            delete(plan, rows);
            log.writeRows(plan.number(), rows, clock.instant()); // now it is so
            LOG.info("Deleted stream={} plan={} rows={}", spec.name(), plan.number(), rows.size());
        }
    }

    private List<DeletedRow> find(Plan plan, Dataset<Row> added) throws IOException {
        List<DeletedRow> rows = new ArrayList<>(find(asked.askedOf(number -> number == plan.number()), table()));
        rows.addAll(find(asked.askedOf(number -> number < plan.number()), added));
        return rows;
    }

    private Dataset<Row> table() {
        return spark.read().format("delta").load(uri);
    }

    private List<DeletedRow> find(AskedDeletions some, Dataset<Row> rows) {
        Deletions deletions = some.deletions();
        if (deletions.isEmpty()) {
            return List.of();
        }
        List<String> shown =
                new ArrayList<>(List.of(LineColumn.MICROBATCH.column(), LineColumn.LINE.column(), spec.eventTime()));
        shown.addAll(spec.key());
        TakenRows taken = new TakenRows(deletions, shown.toArray(String[]::new));
        KeyHash key = new KeyHash(spec, taken.columns());
        int microbatch = taken.at(LineColumn.MICROBATCH.column());
        int line = taken.at(LineColumn.LINE.column());
        int time = taken.at(spec.eventTime());
        List<Asked> of = some.of();
        return taken.among(rows, (row, effect) -> {
                    long millis = Microbatch.named(row.getUTF8String(microbatch).toString())
                            .orElseThrow()
                            .timeMillis();
                    Asked who = of.get(effect.deletion());
                    return new DeletedRow(
                            who.plan(),
                            who.deletion(),
                            millis,
                            row.getLong(line),
                            row.isNullAt(time) ? TimeUnit.MILLISECONDS.toMicros(millis) : row.getLong(time),
                            !effect.takesAll(),
                            key.of(row));
                })
                .collect();
    }

    /** Where a row is. */
    private record Position(long batchMillis, long line, LocalDate day) {}

    private void delete(Plan plan, List<DeletedRow> rows) throws IOException {
        Map<Position, TreeSet<String>> members = new LinkedHashMap<>();
        Map<Long, List<Deletion>> read = new HashMap<>();
        for (DeletedRow row : rows) {
            LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(row.micros(), TimeUnit.DAYS.toMicros(1)));
            TreeSet<String> cleared = members.computeIfAbsent(
                    new Position(row.batchMillis(), row.line(), day), unused -> new TreeSet<>());
            if (!row.cleared()) {
                cleared.add(""); // no member is called so: the whole row goes
            } else {
                if (!read.containsKey(row.plan())) {
                    read.put(row.plan(), log.read(row.plan()));
                }
                cleared.addAll(read.get(row.plan()).get(row.deletion()).clear());
            }
        }
        List<TreeSet<String>> kinds = members.values().stream().distinct().toList();
        List<Row> positions = members.entrySet().stream()
                .map(entry -> RowFactory.create(
                        new Microbatch(spec.name(), entry.getKey().batchMillis()).name(),
                        entry.getKey().line(),
                        java.sql.Date.valueOf(entry.getKey().day()),
                        String.valueOf(kinds.indexOf(entry.getValue()))))
                .toList();
        String days = members.keySet().stream()
                .map(position -> "DATE '" + position.day() + "'")
                .distinct()
                .collect(Collectors.joining(", "));
        DeltaMergeBuilder merge = DeltaTable.forPath(spark, uri)
                .as("t")
                .merge(
                        withRemaining(spark.createDataFrame(positions, POSITIONS), members)
                                .as("d"),
                        "t.dt IN (" + days + ") AND t.dt = d.day AND t." + LineColumn.MICROBATCH.column()
                                + " = d.microbatch AND t." + LineColumn.LINE.column() + " = d.line");
        for (int kind = 0; kind < kinds.size(); kind++) {
            String isKind = "d.clear = '" + kind + "'";
            merge = kinds.get(kind).contains("")
                    ? merge.whenMatched(isKind).delete()
                    : merge.whenMatched(isKind).updateExpr(withoutValues(new ArrayList<>(kinds.get(kind))));
        }
        spark.conf().set(METADATA, metadata(plan));
        try {
            merge.execute();
        } finally {
            spark.conf().unset(METADATA);
        }
    }

    /** Adds what is left in columns that only the lines know the value of, if there are any. */
    private Dataset<Row> withRemaining(Dataset<Row> positions, Map<Position, ? extends Set<String>> members) {
        TreeSet<String> columns = new TreeSet<>();
        RowPositions cleared = new RowPositions();
        members.forEach((position, some) -> {
            List<String> partly = some.contains("") ? List.of() : spec.schema().columnsPartlyFrom(List.copyOf(some));
            if (!partly.isEmpty()) {
                columns.addAll(partly);
                cleared.add(new Microbatch(spec.name(), position.batchMillis()).name(), position.line());
            }
        });
        if (columns.isEmpty()) {
            return positions;
        }
        Dataset<Row> values = RemainingValues.of(spark, files, spec, cleared, List.copyOf(columns));
        return positions.join(
                values,
                positions
                        .col("microbatch")
                        .equalTo(values.col(LineColumn.MICROBATCH.column()))
                        .and(positions.col("line").equalTo(values.col(LineColumn.LINE.column()))),
                "left");
    }

    private Map<String, String> withoutValues(List<String> members) {
        Map<String, String> values = new LinkedHashMap<>();
        StreamTable.columnsFrom(spec.schema(), members).forEach(column -> values.put("`" + column + "`", "NULL"));
        spec.schema()
                .columnsPartlyFrom(members)
                .forEach(column -> values.put("`" + column + "`", "d." + RemainingValues.valueOf(column)));
        return values;
    }

    private String metadata(Plan plan) {
        return JSON.createObjectNode()
                .put("writer", "weir")
                .put("format", 1)
                .put("stream", spec.name())
                .put("deletionsOf", plan.number())
                .toString();
    }
}
