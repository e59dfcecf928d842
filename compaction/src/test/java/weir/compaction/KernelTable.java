package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
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

/** Reads a Delta table as a program does that knows Delta's protocol and nothing of Spark. */
final class KernelTable {

    private KernelTable() {}

    /** The values of some text columns of all rows, each row joined by a space. */
    static List<String> rows(String uri, String... columns) throws IOException {
        Engine engine = DefaultEngine.create(new Configuration());
        Snapshot snapshot = Table.forPath(engine, uri).getLatestSnapshot(engine);
        StructType schema = new StructType();
        for (String column : columns) {
            schema = schema.add(snapshot.getSchema(engine).get(column));
        }
        Scan scan =
                snapshot.getScanBuilder(engine).withReadSchema(engine, schema).build();
        Row state = scan.getScanState(engine);
        List<String> found = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        readFile(engine, state, files.next(), found);
                    }
                }
            }
        }
        return found;
    }

    private static void readFile(Engine engine, Row state, Row file, List<String> found) throws IOException {
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(engine, state);
        CloseableIterator<ColumnarBatch> data =
                engine.getParquetHandler().readParquetFiles(singleton(status), physical, Optional.empty());
        try (CloseableIterator<FilteredColumnarBatch> batches = Scan.transformPhysicalData(engine, state, file, data)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        found.add(joined(rows.next()));
                    }
                }
            }
        }
    }

    private static String joined(Row row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.getSchema().length(); i++) {
            values.add(row.getString(i));
        }
        return String.join(" ", values);
    }

    private static CloseableIterator<FileStatus> singleton(FileStatus status) {
        List<FileStatus> files = new ArrayList<>(List.of(status));
        return new CloseableIterator<>() {
            @Override
            public boolean hasNext() {
                return !files.isEmpty();
            }

            @Override
            public FileStatus next() {
                return files.remove(0);
            }

            @Override
            public void close() {}
        };
    }
}
