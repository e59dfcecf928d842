package weir.bench.row;

import java.nio.file.Path;
import java.util.Map;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.bench.data.Layout;
import weir.bench.data.Needle;
import weir.bench.data.Needles;
import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Goal;
import weir.bench.peer.SparkQuery;
import weir.bench.peer.TweetJson;
import weir.lake.StreamSpec;
import weir.lake.source.SourceOptions;

/** What a report reads through Spark SQL: several columns of a small, a middling and a full share of the tweets. */
final class ReportRow implements BenchRow {

    private static final Map<Needle, Double> FASTER =
            Map.of(Needles.SELECTIVE, 9.0, Needles.TENTH, 2.0, Needles.ALL, 1.0);

    @Override
    public String name() {
        return "report";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        Path lake = bench.data().lake(Layout.MICROBATCHES);
        StreamSpec spec = bench.data().spec();
        for (Needle needle : Needles.planted()) {
            if (FASTER.containsKey(needle)) {
                SparkQuery ours = new SparkQuery(
                        "weir format(\"weir\")",
                        () -> report(weir(bench.spark(), lake, spec.withFilter(needle.predicate()))));
                SparkQuery json = new SparkQuery(
                        "Spark read.schema.json, where",
                        () -> report(TweetJson.read(bench.spark(), lake, TweetLakes.STREAM)
                                .where(needle.predicate())));
                bench.compare(new Comparison(
                        name(),
                        needle.share() + " selected, five columns, by language",
                        ours,
                        json,
                        Goal.atLeastTimesFaster(FASTER.get(needle))));
            }
        }
    }

    static Dataset<Row> weir(SparkSession spark, Path lake, StreamSpec spec) {
        return spark.read()
                .format(SourceOptions.FORMAT)
                .options(SourceOptions.of(lake.toString(), spec).keptOnly().toMap())
                .load();
    }

    private static Dataset<Row> report(Dataset<Row> kept) {
        kept.createOrReplaceTempView("bench_kept");
        return kept.sparkSession()
                .sql(
                        """
                        SELECT lang, count(*), sum(followers_count), max(id), sum(octet_length(text)),
                            max(unix_millis(timestamp_ms))
                        FROM bench_kept GROUP BY lang
                        """);
    }
}
