package weir.compaction;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.stats.DeltaFileStatistics;
import org.apache.spark.sql.delta.stats.DeltaJobStatisticsTracker;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.WriteTaskStatsTracker;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map;

/**
 * How data files of a Delta table that is partitioned by one column of dates are written: as Delta itself writes them, in its
 * format and with its statistics, but without a job of Spark. Safe for threads; what it opens is for one.
 */
final class DataFileFormat {

    private final SparkSession spark;
    private final Path table;
    private final Configuration hadoop;
    private final String partition;
    private final StructType columns;
    private final OutputWriterFactory factory;
    private final Option<DeltaJobStatisticsTracker> statistics;

    /**
     * As a transaction would write them.
     *
     * @param partition the column of dates
     */
    DataFileFormat(SparkSession spark, OptimisticTransaction transaction, String partition) throws IOException {
        DeltaLog log = transaction.deltaLog();
        this.spark = spark;
        Job job = Job.getInstance(log.newDeltaHadoopConf());
        this.table = log.dataPath();
        this.partition = partition;
        this.columns = transaction.metadata().dataSchema();
        this.factory = log.fileFormat(transaction.protocol(), transaction.metadata())
                .prepareWrite(spark, job, scala.collection.immutable.Map$.MODULE$.empty(), columns);
        this.hadoop = job.getConfiguration();
        var none = spark.createDataFrame(List.of(), transaction.metadata().schema());
        this.statistics = transaction
                .getOptionalStatsTrackerAndStatsCollection(
                        none.queryExecution().analyzed().output(),
                        table,
                        transaction.metadata().partitionSchema(),
                        none)
                ._1();
    }

    /** All columns but the partition, in the table's order. */
    StructType columns() {
        return columns;
    }

    /**
     * Begins a file.
     *
     * @param number tells files of one commit apart, for those who look at them
     */
    OpenFile open(LocalDate date, int number) {
        SparkSession.setActiveSession(spark); // in this thread, too: writers ask it how values are written
        TaskAttemptContext task = new TaskAttemptContextImpl(hadoop, new TaskAttemptID());
        String name = "part-%05d-%s.c000%s".formatted(number, UUID.randomUUID(), factory.getFileExtension(task));
        return new OpenFile(date, new Path(partition + "=" + date, name), task);
    }

    /** A file that is being written; nobody reads it before a commit has added it. */
    final class OpenFile {

        private final LocalDate date;
        private final Path path;
        private final Path file;
        /** The same as text, of which {@code Path} makes a new one each time. */
        private final String uri;

        private final OutputWriter out;
        private final Option<WriteTaskStatsTracker> tracker;

        private OpenFile(LocalDate date, Path path, TaskAttemptContext task) {
            this.date = date;
            this.path = path;
            this.file = new Path(table, path);
            this.uri = file.toString();
            this.out = factory.newInstance(uri, columns, task);
            this.tracker = statistics.map(DeltaJobStatisticsTracker::newTaskInstance);
            if (tracker.isDefined()) {
                tracker.get().newFile(uri);
            }
        }

        /** Adds a row of the columns, which may change afterwards. */
        void write(InternalRow row) {
            out.write(row);
            if (tracker.isDefined()) {
                tracker.get().newRow(uri, row);
            }
        }

        /** Ends the file. @return what a commit says to add it */
        AddFile close() throws IOException {
            out.close();
            FileStatus status = file.getFileSystem(hadoop).getFileStatus(file);
            return AddFile.apply(
                    path.toUri().toString(),
                    new Map.Map1<>(partition, date.toString()),
                    status.getLen(),
                    status.getModificationTime(),
                    true,
                    json(),
                    null,
                    null,
                    Option.empty(),
                    Option.empty(),
                    Option.empty());
        }

        private String json() {
            if (tracker.isEmpty()) {
                return null;
            }
            tracker.get().closeFile(uri);
            DeltaFileStatistics found = (DeltaFileStatistics) tracker.get().getFinalStats(0);
            return JavaConverters.mapAsJavaMap(found.stats())
                    .values()
                    .iterator()
                    .next();
        }

        /** Removes it before it has ended. */
        void abort() throws IOException {
            out.close();
            delete();
        }

        /** Removes it when it has ended. */
        void delete() throws IOException {
            file.getFileSystem(hadoop).delete(file, false);
        }
    }
}
