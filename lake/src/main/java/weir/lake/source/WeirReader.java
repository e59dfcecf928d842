package weir.lake.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.filter.NeedleSearch;
import weir.lake.filter.Verdict;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.Piece;
import weir.lake.schema.Wanted;

/** Reads the pieces of one task into rows. */
final class WeirReader implements PartitionReader<InternalRow> {

    private final WeirReaderFactory wanted;
    private final StructField[] columns;
    private final HistoryCursor cursor;
    private final NeedleSearch search;
    private final LineReader reader;
    private final long captured;
    private final int[] slots;
    private final DataType[] types;
    private final Narrowing[] narrowings;
    private final LineColumn[] added;
    private long parsed;
    private Verdict verdict;
    private InternalRow current;

    WeirReader(WeirReaderFactory wanted, List<Piece> pieces) {
        this.wanted = wanted;
        this.columns = wanted.columns().fields();
        this.cursor = new History(LakeFiles.of(wanted.lake()), wanted.spec().name()).open(pieces);
        this.search = wanted.needles().search();
        this.captured = pieces.stream().mapToLong(Piece::lines).sum();
        this.added = Arrays.stream(this.columns)
                .map(field -> LineColumn.named(field.name()).orElse(null))
                .toArray(LineColumn[]::new);
        this.reader = LineReader.of(wanted.spec(), chosen(), wanted.deletions());
        this.slots = Arrays.stream(this.columns)
                .mapToInt(field -> reader.columns().indexOf(field.name()))
                .toArray();
        this.types = new DataType[slots.length];
        this.narrowings = new Narrowing[slots.length];
        for (int i = 0; i < slots.length; i++) {
            if (added[i] == null) {
                types[i] = wanted.spec()
                        .schema()
                        .sparkType()
                        .apply(columns[i].name())
                        .dataType();
                narrowings[i] = Narrowing.to(columns[i].dataType(), types[i]);
            }
        }
    }

    /** Whether a value of any column was rescued is known only when every column is read. */
    private Wanted chosen() {
        if (Arrays.asList(added).contains(LineColumn.RESCUED)) {
            return Wanted.columns(wanted.spec().schema().columnNames());
        }
        return Wanted.of(new StructType(Arrays.stream(columns)
                .filter(field -> LineColumn.named(field.name()).isEmpty())
                .toArray(StructField[]::new)));
    }

    @Override
    public boolean next() throws IOException {
        while (cursor.next(search)) {
            parsed++;
            if (isWanted()) {
                current = row();
                return true;
            }
        }
        return false;
    }

    private boolean isWanted() {
        verdict = reader.read(cursor.buffer(), cursor.offset(), cursor.length());
        return (wanted.rows() == SourceOptions.Rows.EVERY_LINE || verdict == Verdict.KEPT)
                && wanted.range().contains(cursor.micros(reader));
    }

    @Override
    public InternalRow get() {
        return current;
    }

    private InternalRow row() throws IOException {
        Object[] values = new Object[columns.length];
        InternalRow row = reader.row();
        boolean record = verdict == Verdict.KEPT || verdict == Verdict.DROPPED;
        for (int i = 0; i < values.length; i++) {
            if (added[i] != null) {
                values[i] = added[i].valueOf(verdict, reader, cursor);
            } else if (record) {
                values[i] = narrowings[i].of(row.get(slots[i], types[i]));
            }
        }
        return new GenericInternalRow(values);
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return new CustomTaskMetric[] {
            new Count(LineMetric.Captured.NAME, captured), new Count(LineMetric.Parsed.NAME, parsed)
        };
    }

    /** What one task has counted. */
    private record Count(String name, long value) implements CustomTaskMetric {}

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
