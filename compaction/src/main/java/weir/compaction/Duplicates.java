package weir.compaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;

/**
 * Which kept lines of a plan become no row, because an earlier line or the table has their key. Hashes say where to look:
 * only lines that share theirs with another line or with a row are compared by their keys.
 */
final class Duplicates {

    private final Map<String, BitSet> lines;

    /** @param lines their numbers, by the name of their microbatch */
    private Duplicates(Map<String, BitSet> lines) {
        this.lines = lines;
    }

    /**
     * Finds them.
     *
     * @param judged the microbatches of the plan
     * @param kept gives the kept lines of some of them as rows of {@code format("weir")}
     */
    static Duplicates find(List<Judged> judged, StreamTable table, Function<List<Microbatch>, Dataset<Row>> kept) {
        long[] hashes = judged.stream()
                .map(Judged::keys)
                .flatMapToLong(Keys::hashes)
                .sorted()
                .toArray();
        KeyRange range = table.keyRange();
        judged.forEach(one -> range.add(one.keys().range()));
        if (range.isEmpty()) {
            return new Duplicates(Map.of());
        }
        long[] suspects = LongStream.concat(repeated(hashes), LongStream.of(table.known(hashes, range)))
                .sorted()
                .distinct()
                .toArray();
        Map<String, BitSet> lines = new HashMap<>();
        List<Microbatch> concerned = new ArrayList<>();
        for (Judged one : judged) {
            BitSet suspected = one.keys().linesOf(suspects);
            if (!suspected.isEmpty()) {
                lines.put(one.microbatch().name(), suspected);
                concerned.add(one.microbatch());
            }
        }
        if (!concerned.isEmpty()) {
            Iterator<Row> records = table.fresh(kept.apply(concerned), suspects, range)
                    .select(LineColumn.MICROBATCH.column(), LineColumn.LINE.column())
                    .toLocalIterator();
            while (records.hasNext()) {
                Row record = records.next();
                lines.get(record.getString(0)).clear(Math.toIntExact(record.getLong(1)));
            }
        }
        lines.values().removeIf(BitSet::isEmpty);
        return new Duplicates(lines);
    }

    private static LongStream repeated(long[] sorted) {
        return IntStream.range(1, sorted.length)
                .filter(index -> sorted[index - 1] == sorted[index])
                .mapToLong(index -> sorted[index]);
    }

    /** How many they are. */
    long count() {
        return lines.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Whether there is one in the microbatches from the first to the last. */
    boolean areBetween(Microbatch first, Microbatch last) {
        return lines.keySet().stream()
                .map(name -> Microbatch.named(name).orElseThrow())
                .anyMatch(microbatch -> first.compareTo(microbatch) <= 0 && microbatch.compareTo(last) <= 0);
    }

    /** The rows, of {@code format("weir")} or of the table, that are not among them. */
    Dataset<Row> without(Dataset<Row> rows) {
        if (count() == 0) {
            return rows;
        }
        Broadcast<Map<String, BitSet>> known = broadcast(rows.sparkSession());
        UDF2<String, Long, Boolean> isRecord = (microbatch, line) -> {
            BitSet found = known.value().get(microbatch);
            return found == null || !found.get(line.intValue());
        };
        return rows.where(functions
                .udf(isRecord, DataTypes.BooleanType)
                .apply(functions.col(LineColumn.MICROBATCH.column()), functions.col(LineColumn.LINE.column())));
    }

    private Broadcast<Map<String, BitSet>> broadcast(SparkSession spark) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(lines);
    }
}
