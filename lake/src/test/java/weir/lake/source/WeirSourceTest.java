package weir.lake.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.Plans;
import weir.lake.SparkSessionExtension;
import weir.lake.StreamSpec;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.files.LakeFiles;
import weir.lake.history.PlanRange;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class WeirSourceTest {

    private static final long T0 = 1_795_341_985_000L;
    private static final StreamSpec EVENTS = Lines.events("lang = 'es'");

    /** One archived microbatch and one of the raw zone. */
    private static final List<List<byte[]>> BATCHES = List.of(
            List.of(
                    Lines.utf8("{\"id\":1,\"lang\":\"es\",\"at\":\"2026-11-22T10:00:00Z\",\"tags\":[\"a\",null]}"),
                    Lines.utf8("{\"id\":2,\"lang\":\"pt\",\"at\":\"2026-11-22T11:00:00Z\",\"n\":\"many\"}"),
                    Lines.utf8("{\"limit\":{\"track\":7}}"),
                    Lines.utf8("")),
            List.of(
                    Lines.utf8("{\"id\":3,\"lang\":\"es\",\"at\":\"2026-11-22T12:00:00Z\",\"n\":3,\"text\":\"é\"}"),
                    Lines.utf8("{\"id\":4,\"lang\":\"es\",\"at\":\"later\",\"tags\":[1,{}]}"),
                    Lines.utf8("{\"id\":\"5\"}"),
                    new byte[] {(byte) 0xFF}));

    @TempDir
    private static Path root;

    @BeforeAll
    static void capture() throws IOException {
        LakeFiles files = LakeFiles.of(root.toString());
        Manifest first = Lines.commit(files, EVENTS, T0, BATCHES.get(0));
        Lines.commit(files, EVENTS, T0 + 5_000, BATCHES.get(1));
        Segment segment = new Segment("events", first.microbatch().date(), T0, T0, 1);
        try (SegmentWriter writer = new SegmentWriter(files, segment, EVENTS)) {
            writer.append(first);
            writer.finish();
        }
    }

    private static SourceOptions options() {
        return SourceOptions.of(root.toString(), EVENTS);
    }

    private static Dataset<Row> read(SparkSession spark, SourceOptions options) {
        return spark.read()
                .format(SourceOptions.FORMAT)
                .options(options.toMap())
                .load();
    }

    private static List<Row> ordered(Dataset<Row> rows, String... columns) {
        Column[] selected = Arrays.stream(columns).map(functions::col).toArray(Column[]::new);
        return rows.orderBy("_batch_millis", "_line").select(selected).collectAsList();
    }

    private static List<Object> values(Dataset<Row> rows, String column) {
        return new ArrayList<>(
                ordered(rows, column).stream().map(row -> row.get(0)).toList());
    }

    @Test
    void hasTheColumnsOfTheSchemaAndThoseOfTheLine(SparkSession spark) {
        assertThat(read(spark, options()).columns())
                .containsExactly(
                        "id",
                        "at",
                        "text",
                        "lang",
                        "n",
                        "tags",
                        "_verdict",
                        "_reason",
                        "_detail",
                        "_rescued",
                        "_time",
                        "_microbatch",
                        "_batch_millis",
                        "_line",
                        "_raw");
    }

    @Test
    void givesARowForEveryLine(SparkSession spark) {
        Dataset<Row> rows = read(spark, options());

        assertThat(values(rows, "_verdict"))
                .containsExactly("kept", "dropped", "control", "control", "kept", "kept", "malformed", "malformed");
        assertThat(values(rows, "_reason"))
                .containsExactly(null, null, "limit", "keep-alive", null, null, "unusable-key", "invalid-utf8");
        assertThat(values(rows, "_detail").subList(6, 8))
                .containsExactly(
                        "the value of the key id does not fit its column's type", "byte 0 of the line is not UTF-8");
        assertThat(values(rows, "id")).containsExactly(1L, 2L, null, null, 3L, 4L, null, null);
        assertThat(values(rows, "n")).containsExactly(null, null, null, null, 3, null, null, null);
        assertThat(values(rows, "text").get(4)).isEqualTo("é");
        assertThat(values(rows, "tags").get(0)).hasToString("WrappedArray(a, null)");
    }

    @Test
    void knowsWhereEveryLineCameFrom(SparkSession spark) {
        Dataset<Row> rows = read(spark, options());
        List<byte[]> lines = BATCHES.stream().flatMap(List::stream).toList();

        assertThat(values(rows, "_line")).containsExactly(0L, 1L, 2L, 3L, 0L, 1L, 2L, 3L);
        assertThat(values(rows, "_microbatch"))
                .startsWith("events-1795341985000")
                .endsWith("events-1795341990000")
                .doesNotContainNull();
        assertThat(values(rows, "_raw").stream().map(raw -> (byte[]) raw).toList())
                .containsExactlyElementsOf(lines);
        assertThat(values(rows.withColumn("micros", functions.expr("unix_micros(_time)")), "micros"))
                .containsExactly(
                        micros("2026-11-22T10:00:00Z"),
                        micros("2026-11-22T11:00:00Z"),
                        T0 * 1_000,
                        T0 * 1_000,
                        micros("2026-11-22T12:00:00Z"),
                        (T0 + 5_000) * 1_000,
                        (T0 + 5_000) * 1_000,
                        (T0 + 5_000) * 1_000);
    }

    private static long micros(String time) {
        return Instant.parse(time).toEpochMilli() * 1_000;
    }

    @Test
    void givesTheSameValuesWhateverElseIsSelected(SparkSession spark) {
        Dataset<Row> rows = read(spark, options());
        List<Row> whole = rows.collectAsList();
        for (int slot = 0; slot < rows.columns().length; slot++) {
            List<Row> alone = rows.select(rows.columns()[slot]).collectAsList();
            for (int i = 0; i < whole.size(); i++) {
                assertThat(alone.get(i).get(0))
                        .describedAs("%s of row %d", rows.columns()[slot], i)
                        .isEqualTo(whole.get(i).get(slot));
            }
        }
        assertThat(rows.count()).isEqualTo(8);
        assertThat(rows.select("n", "lang", "id").filter("n = 3").first()).hasToString("[3,es,3]");
    }

    @Test
    void knowsWhatWasRescuedAlsoWhenNothingElseIsSelected(SparkSession spark) {
        List<Row> rescued = read(spark, options())
                .filter("_rescued IS NOT NULL")
                .select("_rescued")
                .collectAsList();

        assertThat(rescued).extracting(row -> row.getString(0)).contains("{\"/n\":\"many\"}", "{\"/at\":\"later\"}");
        assertThat(values(read(spark, options()), "_rescued"))
                .containsExactly(
                        null, "{\"/n\":\"many\"}", null, null, null, "{\"/at\":\"later\"}", "{\"/id\":\"5\"}", null);
    }

    @Test
    void givesKeptRecordsOnly(SparkSession spark) {
        Dataset<Row> rows = read(spark, options().keptOnly());

        assertThat(values(rows, "id")).containsExactly(1L, 3L, 4L);
        assertThat(rows.count()).isEqualTo(3);
    }

    @Test
    void givesTheLinesOfATimeRange(SparkSession spark) {
        TimeRange noon = TimeRange.parse("2026-11-22T11:00:00Z", "2026-11-22T12:00:00Z");
        Instant second = Instant.ofEpochMilli(T0 + 5_000);

        assertThat(values(read(spark, options().within(noon)), "id")).containsExactly(2L);
        assertThat(values(read(spark, options().within(new TimeRange(second, second.plusMillis(1)))), "_line"))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void givesTheLinesOfNamedMicrobatches(SparkSession spark) {
        Microbatch second = new Microbatch("events", T0 + 5_000);

        assertThat(values(read(spark, options().of(List.of(second))), "_line")).containsExactly(0L, 1L, 2L, 3L);
        assertThat(read(spark, options().of(List.of(second)).keptOnly()).count())
                .isEqualTo(2);
        assertThat(read(spark, options().of(List.of())).count()).isZero();
    }

    @Test
    void givesOnlyFramesThatMayHoldWhatPlansTakeBack(SparkSession spark, @TempDir Path other) throws IOException {
        LakeFiles files = LakeFiles.of(other.toString());
        StreamSpec notes = Lines.notes("true");
        List<List<byte[]>> batches = List.of(
                List.of(Lines.note(1, "2026-11-22T10:00:00Z", 7), Lines.note(2, "2026-11-22T10:00:01Z", 8)),
                List.of(Lines.note(3, "2026-11-22T11:00:00Z", 9)),
                List.of(Lines.utf8("{\"delete\":{\"id\":1}}")));
        for (int i = 0; i < batches.size(); i++) {
            Lines.commit(files, notes, T0 + i * 5_000L, batches.get(i));
            Plans.finish(files, notes);
        }
        SourceOptions all =
                SourceOptions.of(other.toString(), notes).throughPlan(3).keptOnly();

        assertThat(values(read(spark, all), "id")).containsExactly(2L, 3L);
        assertThat(values(read(spark, all.takenBackBy(new PlanRange(2, 3))), "id"))
                .containsExactly(1L, 2L);
        assertThat(values(read(spark, all.takenBackBy(new PlanRange(0, 2))), "id"))
                .isEmpty();
    }

    @Test
    void isEmptyForAStreamThatWasNeverCaptured(SparkSession spark) {
        StreamSpec others = new StreamSpec("others", EVENTS.schema(), EVENTS.key(), EVENTS.eventTime(), "true");

        assertThat(read(spark, SourceOptions.of(root.toString(), others)).count())
                .isZero();
    }

    @Test
    void needsItsOptions(SparkSession spark) {
        assertThatThrownBy(() -> spark.read().format("weir").load())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("format(\"weir\") needs the option stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text = 'é'",
                "text LIKE '%é%' OR _verdict = 'malformed'",
                "_verdict = 'kept'",
                "_verdict = 'kept' AND lang = 'es'",
                "_verdict = 'dropped' AND lang = 'pt'",
                "_microbatch LIKE '%1795341985000'",
                "lang = 'es' AND _microbatch LIKE '%1795341990000'",
                "_rescued LIKE '%many%'",
                "_reason = 'missing-key'",
                "at >= timestamp'2026-11-22 11:00:00' AND at < timestamp'2026-11-22 12:00:00'",
                "at > timestamp'2026-11-22 11:00:00'",
                "at <= timestamp'2026-11-22 10:00:00'",
                "at = timestamp'2026-11-22 12:00:00'",
                "at > timestamp'2026-11-22 11:00:00' AND at < timestamp'2026-11-22 11:00:00'",
                "at IS NULL",
                "array_contains(tags, 'a')",
                "NOT (lang = 'es')"
            })
    void givesTheSameRowsWithConditionsOfAQueryAsWithoutTheirHelp(String condition, SparkSession spark) {
        Dataset<Row> all = read(spark, options());
        Dataset<Row> collected = spark.createDataFrame(all.collectAsList(), all.schema());

        assertThat(values(all.where(condition), "_line")).isEqualTo(values(collected.where(condition), "_line"));
        assertThat(ordered(all.where(condition), all.columns()))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(ordered(collected.where(condition), all.columns()));
    }

    @Test
    void parsesOnlyLinesThatSpellWhatAConditionAsksFor(SparkSession spark) {
        Dataset<Row> some = read(spark, options()).where("lang = 'pt'");
        some.collectAsList();

        SparkPlan scan = some.queryExecution().executedPlan().collectLeaves().head();
        assertThat(scan.simpleString(100)).contains(", needles pt");
        assertThat(scan.metrics().apply("capturedLines").value()).isEqualTo(8);
        assertThat(scan.metrics().apply("parsedLines").value()).isEqualTo(1);
    }

    @Test
    void readsNoMicrobatchThatHasNoEventInTheTimeAskedFor(SparkSession spark) {
        Dataset<Row> late = read(spark, options()).where("at > timestamp'2026-11-22 11:30:00'");
        late.collectAsList();

        SparkPlan scan = late.queryExecution().executedPlan().collectLeaves().head();
        assertThat(scan.metrics().apply("capturedLines").value()).isEqualTo(4);
        assertThat(read(spark, options()).where("at > timestamp'2027-01-01'").collectAsList())
                .isEmpty();
    }

    @Test
    void givesPartsOfColumnsThatHaveParts(SparkSession spark, @TempDir Path other) throws IOException {
        StreamSpec people = new StreamSpec(
                "people",
                Schema.parse(
                        """
                        format = 1
                        columns = [
                          { name = id, type = bigint }
                          { name = at, type = timestamp }
                          { name = user, type = "struct<id: bigint, name: string, verified: boolean>" }
                          { name = friends, type = "array<struct<id: bigint, name: string>>" }
                        ]
                        """,
                        "people"),
                List.of("id"),
                "at",
                "user.verified");
        Lines.commit(
                LakeFiles.of(other.toString()),
                people,
                T0,
                List.of(
                        Lines.utf8("{\"id\":1,\"user\":{\"id\":7,\"name\":\"Anna\",\"verified\":true},"
                                + "\"friends\":[{\"id\":8,\"name\":\"Bo\"},{\"id\":9}]}"),
                        Lines.utf8("{\"id\":2,\"user\":{\"name\":\"Cy\"}}")));
        Dataset<Row> rows = read(spark, SourceOptions.of(other.toString(), people));

        assertThat(rows.selectExpr("user.name", "friends.name", "_verdict").collectAsList())
                .extracting(row -> row.getString(0) + " " + row.getList(1) + " " + row.getString(2))
                .containsExactly("Anna [Bo, null] kept", "Cy null dropped");
        assertThat(rows.where("user.name = 'Anna'").select("user.id").collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(7L);
        assertThat(rows.where("exists(friends, f -> f.name = 'Bo')").count()).isEqualTo(1);
        assertThat(rows.select("user", "user.name").collectAsList().toString())
                .isEqualTo("[[[7,Anna,true],Anna], [[null,Cy,null],Cy]]");
        assertThat(rows.select("_rescued", "user.name").collectAsList().toString())
                .isEqualTo("[[null,Anna], [null,Cy]]");
        assertThat(scanned(rows.select("user.name"))).isEqualTo("struct<user:struct<name:string>>");
        assertThat(scanned(rows.selectExpr("friends.name"))).isEqualTo("struct<friends:array<struct<name:string>>>");
        assertThat(scanned(rows.where("user.name = 'Anna'").select("user.id")))
                .isEqualTo("struct<user:struct<id:bigint,name:string>>");
    }

    private static String scanned(Dataset<Row> rows) {
        return rows.queryExecution()
                .executedPlan()
                .collectLeaves()
                .head()
                .schema()
                .catalogString();
    }
}
