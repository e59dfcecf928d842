package weir.compaction;

import java.util.Arrays;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.filter.LineReader;
import weir.lake.raw.Microbatch;
import weir.lake.source.LineColumn;

/** A line as a row of the stream's table; one that is used again for the next line. For one thread. */
final class TableRow {

    private final LineReader record;
    private final StructField[] fields;
    /** Where the reader's rows have the value of a column; negative if they do not. */
    private final int[] slots;

    private final int rescued;
    private final int microbatch;
    private final int line;
    private final Object[] values;
    private final InternalRow row;
    private Microbatch last;
    private UTF8String name;

    /**
     * @param columns of the table, in its order, without the partition
     * @param record reads the lines, with all columns of the schema
     */
    TableRow(StructType columns, LineReader record) {
        this.record = record;
        this.fields = columns.fields();
        this.slots = Arrays.stream(fields)
                .mapToInt(field -> record.columns().indexOf(field.name()))
                .toArray();
        this.rescued = columns.fieldIndex(LineColumn.RESCUED.column());
        this.microbatch = columns.fieldIndex(LineColumn.MICROBATCH.column());
        this.line = columns.fieldIndex(LineColumn.LINE.column());
        this.values = new Object[fields.length];
        this.row = new GenericInternalRow(values);
    }

    /** The row of the line that the reader has just read, which is a record. */
    InternalRow of(Microbatch from, long number) {
        InternalRow read = record.row();
        for (int i = 0; i < values.length; i++) {
            values[i] = slots[i] < 0 ? null : read.get(slots[i], fields[i].dataType());
        }
        if (!from.equals(last)) {
            name = UTF8String.fromString(from.name());
            last = from;
        }
        values[rescued] = record.rescued();
        values[microbatch] = name;
        values[line] = number;
        return row;
    }
}
