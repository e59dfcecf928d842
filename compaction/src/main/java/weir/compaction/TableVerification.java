package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;
import weir.lake.verify.Verified;

/**
 * Checks the table of one stream: that it has the rows of each plan's microbatches that the plan's commit says it added,
 * no others, and no key twice.
 */
public final class TableVerification {

    private static final int KEYS_SHOWN = 5;
    private static final String RESTORE = "If nobody has changed the table on purpose, restore it: RESTORE TABLE … TO"
            + " VERSION AS OF …, or rebuild it from the archive: bin/replay table.";

    private final SparkSession spark;
    private final StreamSpec spec;
    private final TimeRange range;
    private final LakeFiles files;
    private final PlanStore plans;
    private final StreamTable table;
    private final List<Mismatch> mismatches = new ArrayList<>();

    /** @param range of the microbatches' times */
    public TableVerification(LakeFiles files, SparkSession spark, StreamSpec spec, TimeRange range) {
        this.spark = spark;
        this.spec = spec;
        this.range = range;
        this.files = files;
        this.plans = new PlanStore(files, spec.name());
        this.table = new StreamTable(spark, files.uri(Tables.ofStream(spec.name())), spec);
    }

    /** Checks the table as it is now; plans that are finished meanwhile are left out. */
    public Verified run() throws IOException {
        Map<Long, Long> finished = new HashMap<>();
        Map<Long, Plan> known = new TreeMap<>();
        for (long number : plans.numbers()) {
            try {
                known.put(number, plans.read(number));
                plans.finished(number).ifPresent(result -> finished.put(number, result.rows()));
            } catch (CorruptLakeException e) {
                // the check of the plans tells of it
            }
        }
        OptionalLong version = table.version();
        if (version.isEmpty()) {
            finished.values().removeIf(rows -> rows == 0);
            finished.forEach((number, rows) -> mismatches.add(new Mismatch(
                    table.toString(), "a table with " + rows + " rows of plan " + number, "no table", RESTORE)));
            return new Verified("table", "no table", mismatches);
        }
        mismatches.addAll(new TableFiles(spark, table.toString(), RESTORE).mismatches());
        if (!mismatches.isEmpty()) {
            return new Verified("table", "files that cannot be read", mismatches);
        }
        Dataset<Row> rows = inRange(table.rows(version.getAsLong()));
        DeletedRows deleted = DeletedRows.of(files, spec.name());
        Map<String, Long> counts = countByMicrobatch(deleted.without(rows));
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        deleted.count().forEach((microbatch, count) -> counts.merge(microbatch, count, Long::sum));
        Map<Long, PlanCommits.Commit> commits = new HashMap<>();
        new PlanCommits(spark, table.toString())
                .all()
                .forEach(commit -> commits.putIfAbsent(commit.info().plan(), commit));
        for (Plan plan : known.values()) {
            long number = plan.number();
            long found = take(plan, counts);
            if (commits.containsKey(number)) {
                compare(plan, commits.get(number), version.getAsLong(), finished.get(number), found);
            } else {
                compare(plan, finished.getOrDefault(number, 0L), "state/plans", found);
            }
        }
        counts.forEach((microbatch, count) -> mismatches.add(
                new Mismatch(table + ", " + microbatch, "rows of plans only", count + " rows of no plan", RESTORE)));
        requireDistinctKeys(rows);
        return new Verified("table", String.format(Locale.ROOT, "%,d rows", total), mismatches);
    }

    private Map<String, Long> countByMicrobatch(Dataset<Row> rows) {
        Map<String, Long> counts = new HashMap<>();
        for (Row row : rows.groupBy(LineColumn.MICROBATCH.column()).count().collectAsList()) {
            counts.put(String.valueOf(row.getString(0)), row.getLong(1));
        }
        return counts;
    }

    private Dataset<Row> inRange(Dataset<Row> rows) {
        if (range.equals(TimeRange.ALL)) {
            return rows;
        }
        Column millis = functions
                .substring_index(functions.col(LineColumn.MICROBATCH.column()), "-", -1)
                .cast("bigint");
        return rows.where(
                millis.geq(range.from().toEpochMilli()).and(millis.lt(range.to().toEpochMilli())));
    }

    /** Takes the microbatches of a plan out of the counts. @return how many rows they have */
    private static long take(Plan plan, Map<String, Long> counts) {
        long rows = 0;
        for (Microbatch microbatch : plan.microbatches()) {
            Long count = counts.remove(microbatch.name());
            rows += count == null ? 0 : count;
        }
        return rows;
    }

    private void compare(Plan plan, PlanCommits.Commit commit, long version, Long finished, long found) {
        if (finished != null && finished != commit.rows()) {
            mismatches.add(new Mismatch(
                    where(plan),
                    "the commit says " + commit.rows() + " rows",
                    "state/plans says " + finished,
                    "Restore the file of state/plans from a copy."));
        }
        if (commit.version() <= version) {
            compare(plan, commit.rows(), "the commit", found);
        }
    }

    private void compare(Plan plan, long expected, String who, long found) {
        boolean whole =
                plan.microbatches().stream().allMatch(microbatch -> range.meets(microbatch.time(), microbatch.time()));
        if (whole && found != expected) {
            mismatches.add(new Mismatch(where(plan), who + " says " + expected + " rows", found + " rows", RESTORE));
        }
    }

    private String where(Plan plan) {
        return table + ", microbatches of " + plan.name() + " from "
                + plan.first().name() + " to " + plan.last().name();
    }

    private void requireDistinctKeys(Dataset<Row> rows) {
        Column[] key = spec.key().stream().map(functions::col).toArray(Column[]::new);
        List<Row> twice = rows.groupBy(key)
                .agg(functions.count(functions.lit(1)).as("_rows"))
                .where("_rows > 1")
                .limit(KEYS_SHOWN)
                .collectAsList();
        for (Row row : twice) {
            String values = Arrays.stream(key)
                    .map(column -> column + " = " + row.getAs(column.toString()))
                    .collect(Collectors.joining(", "));
            mismatches.add(new Mismatch(
                    table + ", key " + values,
                    "one row",
                    row.getLong(key.length) + " rows",
                    "Remove all but one of these rows; _microbatch and _line tell them apart."));
        }
    }
}
