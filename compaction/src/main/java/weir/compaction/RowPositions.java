package weir.compaction;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

import weir.lake.source.LineColumn;

/** Some rows of a stream's table, by the lines that they came from. For one thread. */
final class RowPositions {

    private final Map<String, BitSet> lines = new HashMap<>();

    /**
     * Adds one.
     *
     * @param microbatch its name
     * @param line the number of the line there
     */
    void add(String microbatch, long line) {
        lines.computeIfAbsent(microbatch, unused -> new BitSet()).set(Math.toIntExact(line));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** How many there are of each microbatch that has any. */
    Map<String, Long> count() {
        Map<String, Long> counts = new HashMap<>();
        lines.forEach((microbatch, some) -> counts.put(microbatch, (long) some.cardinality()));
        return counts;
    }

    /** Whether a row of the table is among them. */
    Column contain(SparkSession spark) {
        Broadcast<Map<String, BitSet>> known =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(lines);
        UDF2<String, Long, Boolean> contain = (microbatch, line) -> {
            BitSet found = known.value().get(microbatch);
            return found != null && found.get(Math.toIntExact(line));
        };
        return functions
                .udf(contain, DataTypes.BooleanType)
                .apply(functions.col(LineColumn.MICROBATCH.column()), functions.col(LineColumn.LINE.column()));
    }
}
