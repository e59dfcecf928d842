package weir.report;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Compares what is live with what was computed anew, row by row. Rows of a report belong together by time and key, those of
 * the same key in the order of their values; rows of a stream's table by their key alone, which each has for itself. Sums of
 * floating-point numbers may differ in the ninth digit, as their order is not fixed.
 */
public final class Comparison {

    private static final int SAMPLES = 10;
    private static final String TOLERANCE = "1e-9";

    private final String time;
    private final List<String> key;
    private final boolean ofTable;

    private Comparison(String time, List<String> key, boolean ofTable) {
        this.time = time;
        this.key = key;
        this.ofTable = ofTable;
    }

    /** Of a report. */
    static Comparison ofReport(ReportDefinition definition) {
        return new Comparison(definition.time(), definition.key(), false);
    }

    /**
     * Of a stream's table.
     *
     * @param day the column with the UTC date of a row
     * @param key the columns that identify a row
     */
    public static Comparison ofTable(String day, List<String> key) {
        return new Comparison(day, key, true);
    }

    /** Compares. */
    public Difference of(Dataset<Row> live, Dataset<Row> shadow) {
        List<StructField> shared = Arrays.stream(shadow.schema().fields())
                .filter(field -> has(live.schema(), field))
                .toList();
        List<String> keys = keys(shared);
        List<StructField> values = shared.stream()
                .filter(field -> !field.name().equals(time) && !keys.contains(field.name()))
                .toList();
        Dataset<Row> joined = joined(live, shadow, keys, values).persist();
        try {
            return counted(
                    joined, values, missing(shadow.schema(), live.schema()), missing(live.schema(), shadow.schema()));
        } finally {
            joined.unpersist();
        }
    }

    private static boolean has(StructType type, StructField field) {
        return Arrays.stream(type.fields())
                .anyMatch(other -> other.name().equals(field.name()) && sameType(other, field));
    }

    private static boolean sameType(StructField one, StructField other) {
        return DataType.equalsIgnoreNullability(one.dataType(), other.dataType());
    }

    private static List<String> missing(StructType of, StructType in) {
        return Arrays.stream(of.fields())
                .filter(field -> !has(in, field))
                .map(field -> field.name() + " " + field.dataType().simpleString())
                .toList();
    }

    private List<String> keys(List<StructField> shared) {
        return shared.stream()
                .filter(field -> !field.name().equals(time))
                .filter(field -> (!ofTable && key.isEmpty())
                        ? !(field.dataType() instanceof NumericType)
                        : key.contains(field.name()))
                .map(StructField::name)
                .toList();
    }

    private Dataset<Row> joined(Dataset<Row> live, Dataset<Row> shadow, List<String> keys, List<StructField> values) {
        Dataset<Row> before = prepared(live, keys, values, "l");
        Dataset<Row> after = prepared(shadow, keys, values, "s");
        Column sameKey = functions.col("lk").eqNullSafe(functions.col("sk"));
        Column sameRow = ofTable
                ? sameKey
                : sameKey.and(functions.col("lt").eqNullSafe(functions.col("st")))
                        .and(functions.col("ln").equalTo(functions.col("sn")));
        String equal = values.isEmpty()
                ? "true"
                : values.stream().map(Comparison::equal).collect(Collectors.joining(" AND "));
        Dataset<Row> joined = before.join(after, sameRow, "full_outer")
                .withColumn("t", functions.expr("coalesce(lt, st)"))
                .withColumn("k", functions.expr("coalesce(lk, sk)"))
                .withColumn(
                        "kind",
                        functions.expr("CASE WHEN ln IS NULL THEN 'ADDED' WHEN sn IS NULL THEN 'REMOVED' WHEN " + equal
                                + " THEN 'SAME' ELSE 'CHANGED' END"));
        // a table has much of what is the same, and nobody asks for its values
        return ofTable ? without(joined, "lk", "sk", "k", "lv", "sv") : joined;
    }

    private static Dataset<Row> without(Dataset<Row> joined, String... values) {
        Dataset<Row> narrow = joined;
        for (String value : values) {
            narrow = narrow.withColumn(value, functions.expr("CASE WHEN kind != 'SAME' THEN " + value + " END"));
        }
        return narrow;
    }

    private static String equal(StructField field) {
        String live = "lv.`" + field.name() + "`";
        String shadow = "sv.`" + field.name() + "`";
        boolean floating = field.dataType() instanceof DoubleType || field.dataType() instanceof FloatType;
        String near = " OR coalesce(abs(" + live + " - " + shadow + ") <= " + TOLERANCE + " * greatest(abs(" + live
                + "), abs(" + shadow + ")), false)";
        return "(" + live + " <=> " + shadow + (floating ? near : "") + ")";
    }

    /** Time, key and values as one column each, and the number of the row among those with its time and key. */
    private Dataset<Row> prepared(Dataset<Row> rows, List<String> keys, List<StructField> values, String side) {
        // rows without a common key have nothing to do with each other
        boolean identified = !ofTable || keys.size() == key.size();
        List<Column> identity =
                new ArrayList<>(List.of(functions.lit(identified ? "" : side).as("_")));
        keys.forEach(
                name -> identity.add(comparable(name, rows.schema().apply(name).dataType())));
        List<Column> others = new ArrayList<>(List.of(functions.lit(0).as("_")));
        values.forEach(field -> others.add(comparable(field.name(), field.dataType())));
        Dataset<Row> shaped = rows.select(
                functions.col("`" + time + "`").as(side + "t"),
                functions.struct(identity.toArray(Column[]::new)).as(side + "k"),
                functions.struct(others.toArray(Column[]::new)).as(side + "v"));
        return shaped.withColumn(
                side + "n",
                ofTable
                        ? functions.lit(1)
                        : functions
                                .row_number()
                                .over(Window.partitionBy(functions.col(side + "t"), functions.col(side + "k"))
                                        .orderBy(functions.col(side + "v"))));
    }

    /** Maps can be neither compared nor ordered. */
    private static Column comparable(String name, DataType type) {
        Column column = functions.col("`" + name + "`");
        return hasMap(type) ? functions.to_json(column).as(name) : column;
    }

    private static boolean hasMap(DataType type) {
        return type instanceof MapType
                || (type instanceof ArrayType array && hasMap(array.elementType()))
                || (type instanceof StructType struct
                        && Stream.of(struct.fields()).anyMatch(field -> hasMap(field.dataType())));
    }

    private Difference counted(
            Dataset<Row> joined, List<StructField> values, List<String> added, List<String> removed) {
        Dataset<Row> byWindow = byWindow(joined);
        Row counts = byWindow.selectExpr(
                        "coalesce(sum(live), 0)",
                        "coalesce(sum(shadow), 0)",
                        "coalesce(sum(added), 0)",
                        "coalesce(sum(removed), 0)",
                        "coalesce(sum(changed), 0)",
                        "count_if(live > 0)",
                        "count_if(shadow > 0)",
                        "count_if(live = 0)",
                        "count_if(shadow = 0)",
                        "count_if(live > 0 AND shadow > 0 AND added + removed + changed > 0)")
                .first();
        return new Difference(
                counts(counts, 0),
                counts(counts, 5),
                ofTable ? days(byWindow) : new TreeMap<>(),
                added,
                removed,
                ofTable ? Map.of() : totals(joined, values),
                samples(joined));
    }

    /** A row counts in the window where it is; one that has changed, in the window where it was. */
    private static Dataset<Row> byWindow(Dataset<Row> joined) {
        return joined.selectExpr("inline(array("
                        + "struct(lt AS t, ln AS l, CAST(NULL AS INT) AS s, kind), "
                        + "struct(st AS t, CAST(NULL AS INT) AS l, sn AS s, kind)))")
                .where("l IS NOT NULL OR s IS NOT NULL")
                .groupBy("t")
                .agg(
                        functions.expr("count(l) AS live"),
                        functions.expr("count(s) AS shadow"),
                        functions.expr("count_if(kind = 'ADDED') AS added"),
                        functions.expr("count_if(kind = 'REMOVED') AS removed"),
                        functions.expr("count_if(kind = 'CHANGED' AND l IS NOT NULL) AS changed"));
    }

    private static SortedMap<String, Difference.Counts> days(Dataset<Row> byWindow) {
        SortedMap<String, Difference.Counts> days = new TreeMap<>();
        byWindow.where("added + removed + changed > 0")
                .selectExpr("CAST(t AS STRING)", "live", "shadow", "added", "removed", "changed")
                .collectAsList()
                .forEach(row -> days.put(row.getString(0), counts(row, 1)));
        return days;
    }

    private static Difference.Counts counts(Row row, int first) {
        return new Difference.Counts(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4));
    }

    private static Map<String, Difference.Total> totals(Dataset<Row> joined, List<StructField> values) {
        List<String> numbers = values.stream()
                .filter(field -> field.dataType() instanceof NumericType)
                .map(StructField::name)
                .toList();
        if (numbers.isEmpty()) {
            return Map.of();
        }
        String[] sums = numbers.stream()
                .flatMap(name ->
                        Stream.of("lv", "sv").map(side -> "sum(CAST(" + side + ".`" + name + "` AS DECIMAL(30, 6)))"))
                .toArray(String[]::new);
        Row row = joined.selectExpr(sums).first();
        Map<String, Difference.Total> totals = new LinkedHashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            totals.put(numbers.get(i), new Difference.Total(text(row, 2 * i), text(row, 2 * i + 1)));
        }
        return totals;
    }

    private static String text(Row row, int column) {
        BigDecimal sum = row.isNullAt(column) ? BigDecimal.ZERO : row.getDecimal(column);
        return sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
    }

    private List<Difference.Sample> samples(Dataset<Row> joined) {
        return joined
                .where("kind != 'SAME'")
                .orderBy("t", "k", "ln", "sn")
                .limit(SAMPLES)
                .select("kind", "t", "k", "lv", "sv")
                .collectAsList()
                .stream()
                .map(this::sample)
                .toList();
    }

    private Difference.Sample sample(Row row) {
        Difference.Kind kind = Difference.Kind.valueOf(row.getString(0));
        Map<String, String> live = texts(row.isNullAt(3) ? null : row.getStruct(3));
        Map<String, String> shadow = texts(row.isNullAt(4) ? null : row.getStruct(4));
        if (ofTable && kind == Difference.Kind.CHANGED) {
            Set<String> same = live.entrySet().stream()
                    .filter(value -> value.getValue().equals(shadow.get(value.getKey())))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            live.keySet().removeAll(same);
            shadow.keySet().removeAll(same);
        }
        String start = ofTable
                ? row.get(1).toString()
                : row.getTimestamp(1).toInstant().toString();
        return new Difference.Sample(kind, start, texts(row.getStruct(2)), live, shadow);
    }

    private static Map<String, String> texts(Row row) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (row != null) {
            StructField[] fields = row.schema().fields();
            for (int i = 1; i < fields.length; i++) {
                if (!row.isNullAt(i)) {
                    Object value = row.get(i);
                    String text =
                            value instanceof Timestamp time ? time.toInstant().toString() : value.toString();
                    texts.put(fields[i].name(), text);
                }
            }
        }
        return texts;
    }
}
