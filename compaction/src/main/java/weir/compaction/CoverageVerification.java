package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.Tables;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.verify.Verified;

/** Checks the coverage table of one stream: its files, and that it says of each finished plan what the plan gave. */
public final class CoverageVerification {

    private static final String RESTORE =
            "Restore the files of the table from a copy. If nobody asks for coverage of that"
                    + " time, nothing else needs them.";

    private final LakeFiles files;
    private final SparkSession spark;
    private final String stream;
    private final TimeRange range;
    private final PlanStore plans;

    /** @param range of the microbatches' times; plans are checked as a whole */
    public CoverageVerification(LakeFiles files, SparkSession spark, String stream, TimeRange range) {
        this.files = files;
        this.spark = spark;
        this.stream = stream;
        this.range = range;
        this.plans = new PlanStore(files, stream);
    }

    /** Checks the table as it is now; plans that are finished meanwhile are left out. */
    public Verified run() throws IOException {
        String uri = files.uri(Tables.ofCoverage(stream));
        Map<Long, PlanStore.Finished> finished = finished();
        List<Mismatch> mismatches = new ArrayList<>(new TableFiles(spark, uri, RESTORE).mismatches());
        if (mismatches.isEmpty()) {
            Map<Long, Said> said = said(uri);
            finished.forEach((number, result) -> {
                Said of = said.getOrDefault(number, new Said(0, 0, 0));
                Said expected = new Said(result.lines(), result.rows(), result.malformed());
                if (!of.equals(expected)) {
                    mismatches.add(new Mismatch(
                            uri + ", plan " + number, expected + ", as state/plans says", of.toString(), RESTORE));
                }
            });
        }
        return new Verified("coverage", String.format(Locale.ROOT, "%,d plans", finished.size()), mismatches);
    }

    private Map<Long, PlanStore.Finished> finished() throws IOException {
        Map<Long, PlanStore.Finished> finished = new TreeMap<>();
        for (long number : plans.numbers()) {
            try {
                Plan plan = plans.read(number);
                Optional<PlanStore.Finished> result = plans.finished(number);
                if (result.isPresent()
                        && range.meets(plan.first().time(), plan.last().time())) {
                    finished.put(number, result.get());
                }
            } catch (CorruptLakeException e) {
                // the check of the plans tells of it
            }
        }
        return finished;
    }

    /** What the table says of a plan, or the plan of itself. */
    private record Said(long lines, long rows, long malformed) {
        @Override
        public String toString() {
            return lines + " lines, " + rows + " rows, " + malformed + " malformed";
        }
    }

    private Map<Long, Said> said(String uri) throws IOException {
        Map<Long, Said> said = new TreeMap<>();
        if (!files.exists(Tables.logOf(Tables.ofCoverage(stream)))) {
            return said;
        }
        for (Row row : spark.read()
                .format("delta")
                .load(uri)
                .groupBy("plan")
                .agg(Map.of("control", "sum", "malformed", "sum", "kept", "sum", "dropped", "sum", "rows", "sum"))
                .selectExpr(
                        "plan",
                        "`sum(control)` + `sum(malformed)` + `sum(kept)` + `sum(dropped)`",
                        "`sum(rows)`",
                        "`sum(malformed)`")
                .collectAsList()) {
            said.put(row.getLong(0), new Said(row.getLong(1), row.getLong(2), row.getLong(3)));
        }
        return said;
    }
}
