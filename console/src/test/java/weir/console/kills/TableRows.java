package weir.console.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import org.apache.hadoop.conf.Configuration;

/** The rows of a Delta table, read with Delta Kernel, which knows the protocol and nothing of Spark. */
final class TableRows {

    private final Engine engine = DefaultEngine.create(new Configuration());
    private final Path table;

    TableRows(Path table) {
        this.table = table;
    }

    /** Hands on id and text of each row of the newest version. */
    void read(RowSink sink) throws IOException {
        Snapshot snapshot = Table.forPath(engine, table.toUri().toString()).getLatestSnapshot(engine);
        StructType all = snapshot.getSchema(engine);
        StructType schema = new StructType().add(all.get("id")).add(all.get("text"));
        Scan scan =
                snapshot.getScanBuilder(engine).withReadSchema(engine, schema).build();
        Row state = scan.getScanState(engine);
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        read(state, files.next(), sink);
                    }
                }
            }
        }
    }

    private void read(Row state, Row file, RowSink sink) throws IOException {
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(engine, state);
        CloseableIterator<ColumnarBatch> data =
                engine.getParquetHandler().readParquetFiles(only(status), physical, Optional.empty());
        try (CloseableIterator<FilteredColumnarBatch> batches = Scan.transformPhysicalData(engine, state, file, data)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        Row row = rows.next();
                        sink.row(row.getLong(0), row.getString(1));
                    }
                }
            }
        }
    }

    private static CloseableIterator<FileStatus> only(FileStatus status) {
        Iterator<FileStatus> one = List.of(status).iterator();
        return new CloseableIterator<>() {
            @Override
            public boolean hasNext() {
                return one.hasNext();
            }

            @Override
            public FileStatus next() {
                return one.next();
            }

            @Override
            public void close() {}
        };
    }

    /** Is given rows. */
    @FunctionalInterface
    interface RowSink {
        void row(long id, String text);
    }
}
