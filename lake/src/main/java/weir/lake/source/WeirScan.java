package weir.lake.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.Piece;

/** One reading of chosen columns of a stream's history. */
final class WeirScan implements Scan, Batch {

    /** Bytes of raw lines that one task reads; a smaller task costs more than it gains. */
    private static final long TASK_BYTES = 64L << 20;

    /** How much larger lines are than their zstd frames, about. */
    private static final long COMPRESSION = 8;

    private final SourceOptions options;
    private final StructType columns;

    private WeirScan(SourceOptions options, StructType columns) {
        this.options = options;
        this.columns = columns;
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "weir " + options.spec().name() + " " + options.range() + " where "
                + options.spec().filter();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        try {
            History history =
                    new History(LakeFiles.of(options.lake()), options.spec().name());
            List<Piece> pieces = options.microbatches().isPresent()
                    ? history.pieces(options.microbatches().get())
                    : history.pieces(options.range());
            return tasks(pieces).toArray(InputPartition[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static List<WeirPartition> tasks(List<Piece> pieces) {
        List<WeirPartition> tasks = new ArrayList<>();
        List<Piece> task = new ArrayList<>();
        long bytes = 0;
        for (Piece piece : pieces) {
            task.add(piece);
            bytes += piece instanceof Piece.Archived ? piece.bytes() * COMPRESSION : piece.bytes();
            if (bytes >= TASK_BYTES) {
                tasks.add(new WeirPartition(task));
                task = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!task.isEmpty()) {
            tasks.add(new WeirPartition(task));
        }
        return tasks;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new WeirReaderFactory(options.lake(), options.spec(), options.range(), options.rows(), columns);
    }

    /** Lets Spark say which columns it needs. */
    static final class Builder implements ScanBuilder, SupportsPushDownRequiredColumns {

        private final SourceOptions options;
        private StructType columns;

        Builder(SourceOptions options, StructType columns) {
            this.options = options;
            this.columns = columns;
        }

        @Override
        public void pruneColumns(StructType required) {
            columns = required;
        }

        @Override
        public Scan build() {
            return new WeirScan(options, columns);
        }
    }
}
