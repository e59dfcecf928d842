package weir.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.commands.WriteIntoDelta;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;

import weir.lake.Tables;

/**
 * New rows in the place of a Delta table's, as part of a transaction that may do more in the same commit. The table is
 * created if it is not there; else its properties stay, and so do its columns if only some rows are replaced.
 *
 * @param rows what is then there
 * @param partitionedBy the columns by which the table is partitioned
 * @param properties properties of the table that are set, whatever they were before
 * @param where which rows are replaced, in Spark SQL; all if empty
 */
public record Overwrite(
        Dataset<Row> rows, List<String> partitionedBy, Map<String, String> properties, Optional<String> where) {

    public Overwrite {
        partitionedBy = List.copyOf(partitionedBy);
        properties = Map.copyOf(properties);
    }

    /** Writes the files. @return what is to be committed */
    public List<Action> in(OptimisticTransaction transaction) {
        boolean isThere = transaction.readVersion() >= 0;
        if (isThere) {
            describe(transaction);
        }
        Map<String, String> created = new TreeMap<>(Tables.PROPERTIES);
        created.putAll(properties);
        SparkSession session = rows.sparkSession();
        WriteIntoDelta write = new WriteIntoDelta(
                transaction.deltaLog(),
                SaveMode.Overwrite,
                new DeltaOptions(
                        scala(isThere && where.isPresent() ? Map.of("replaceWhere", where.get()) : Map.of()),
                        session.sessionState().conf()),
                JavaConverters.asScalaBuffer(partitionedBy).toSeq(),
                scala(created),
                rows,
                Option.empty(),
                Option.empty());
        return JavaConverters.seqAsJavaList(write.write(transaction, session, Option.empty(), false));
    }

    private void describe(OptimisticTransaction transaction) {
        Metadata metadata = transaction.metadata();
        Map<String, String> before = JavaConverters.mapAsJavaMap(metadata.configuration());
        Map<String, String> configuration = new HashMap<>(before);
        configuration.putAll(properties);
        StructType columns = rows.schema().asNullable();
        boolean otherColumns = where.isEmpty() && !metadata.schema().equals(columns);
        if (otherColumns || !configuration.equals(before)) {
            transaction.updateMetadata(
                    metadata.copy(
                            metadata.id(),
                            metadata.name(),
                            metadata.description(),
                            metadata.format(),
                            otherColumns ? columns.json() : metadata.schemaString(),
                            metadata.partitionColumns(),
                            scala(configuration),
                            metadata.createdTime()),
                    false);
        }
    }

    private static scala.collection.immutable.Map<String, String> scala(Map<String, String> map) {
        scala.collection.immutable.Map<String, String> copy = new scala.collection.immutable.HashMap<>();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            copy = copy.$plus(new Tuple2<>(entry.getKey(), entry.getValue()));
        }
        return copy;
    }
}
