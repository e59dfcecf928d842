package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.delta.hooks.AutoCompact$;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map;

/**
 * A transaction that appends data files to a stream's table that were written without Spark, and some that Spark writes. A table takes them as long as
 * nobody has given it what only Delta's own writer knows to keep: constraints, generated columns and the like.
 */
final class FileAppend {

    /** Tables of this version for writers know constraints only as metadata of their columns. */
    private static final int PLAIN_WRITER = 2;

    private final SparkSession spark;
    private final OptimisticTransaction transaction;
    private final StructType type;
    private final String partition;
    private final List<AddFile> files = new ArrayList<>();

    /**
     * Begins one.
     *
     * @param type of the rows
     * @param partition the column of dates by which the table is partitioned
     */
    FileAppend(SparkSession spark, String uri, StructType type, String partition) {
        this.spark = spark;
        this.transaction = DeltaLog.forTable(spark, uri).startTransaction(Option.empty(), Option.empty());
        this.type = type;
        this.partition = partition;
    }

    /** How the files are written; empty if the table takes none. */
    Optional<DataFileFormat> format() throws IOException {
        return isTaken() ? Optional.of(new DataFileFormat(spark, transaction, partition)) : Optional.empty();
    }

    /** Whether the table takes them. Columns may have come or gone since it was created, but none may be missing. */
    boolean isTaken() {
        StructType present = transaction.metadata().schema();
        return transaction.protocol().minWriterVersion() <= PLAIN_WRITER
                && List.of(transaction.metadata().partitionSchema().fieldNames())
                        .equals(List.of(partition))
                && Arrays.stream(present.fields())
                        .allMatch(field -> field.nullable() && field.metadata().equals(Metadata.empty()))
                && Set.of(present.fields()).containsAll(List.of(type.fields()));
    }

    /** Adds files. */
    void add(List<AddFile> some) {
        files.addAll(some);
    }

    /** Lets Spark write rows of the table into files, and adds those. */
    void write(Dataset<Row> rows) {
        for (FileAction action : JavaConverters.seqAsJavaList(transaction.writeFiles(rows))) {
            files.add((AddFile) action);
        }
    }

    /**
     * Commits what was added, unless the table has the transaction already.
     *
     * @param stream whose plans the transactions are
     * @param plan the number of this one
     * @param rows how many rows were added
     * @param metadata what the commit says about itself
     */
    void commit(String stream, long plan, long rows, String metadata) {
        if (PlanTransactions.in(transaction.snapshot(), stream).orElse(-1) >= plan) {
            return;
        }
        String id = PlanTransactions.id(stream);
        transaction.readTxn().$plus$eq(id); // as txnVersion does: a commit of the same meanwhile makes this one fail
        List<Action> actions = new ArrayList<>(files);
        long now = transaction.deltaLog().clock().getTimeMillis();
        actions.add(SetTransaction.apply(id, plan, Option.apply(now)));
        transaction.registerSQLMetrics(
                spark,
                new Map.Map3<>(
                        "numFiles", metric(files.size()),
                        "numOutputBytes",
                                metric(files.stream().mapToLong(AddFile::size).sum()),
                        "numOutputRows", metric(rows)));
        transaction.registerPostCommitHook(AutoCompact$.MODULE$); // does nothing unless the table asks for it
        transaction.commit(
                seq(actions),
                new DeltaOperations.Write(
                        SaveMode.Append, Option.apply(seq(List.of())), Option.empty(), Option.apply(metadata)));
    }

    private SQLMetric metric(long value) {
        SQLMetric metric = SQLMetrics.createMetric(spark.sparkContext(), "");
        metric.set(value);
        return metric;
    }

    private static <T> Seq<T> seq(List<T> items) {
        return JavaConverters.asScalaBuffer(items).toSeq();
    }
}
