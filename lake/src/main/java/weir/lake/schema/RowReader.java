package weir.lake.schema;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.json.JsonKind;
import weir.lake.json.JsonScanner;

/**
 * Reads JSON lines into rows of chosen columns; what no chosen column needs is skipped. Not safe for threads: each
 * thread has its own. The answers of {@link #rescued()} and {@link #control()} are those of the last line read.
 */
public final class RowReader {

    private final Schema schema;
    private final StructReader columns;
    private final List<String> controlMembers;
    private final StructReader controlReader;
    private final Rescue rescue = new Rescue();
    private final JsonScanner scanner = new JsonScanner();
    private byte[] line;
    private int offset;
    private int length;

    /**
     * A reader of the named columns, in this order.
     *
     * @throws IllegalArgumentException if the schema has no such column
     */
    public RowReader(Schema schema, List<String> columnNames) {
        this(schema, Wanted.columns(columnNames));
    }

    /**
     * A reader of the columns that are wanted, in their order. Structs have all fields of the schema; those that are not
     * wanted are skipped in the line, and null.
     *
     * @throws IllegalArgumentException if the schema has no such column
     */
    public RowReader(Schema schema, Wanted wanted) {
        this.schema = schema;
        columns = new StructReader(wanted.of(schema), Place.LINE);
        controlMembers = schema.control();
        controlReader =
                new StructReader(controlMembers.stream().map(RowReader::textOf).toList(), Place.LINE);
    }

    /**
     * Reads one line.
     *
     * @param buffer holds the line; whether it is UTF-8 is for the caller to find out, see {@link #isAscii}
     * @return the row, or empty if the line is a JSON value other than an object
     * @throws ParseException if the line is not one JSON value; its offset is that of the byte in the line
     */
    public Optional<InternalRow> read(byte[] buffer, int lineOffset, int lineLength) throws ParseException {
        line = buffer;
        offset = lineOffset;
        length = lineLength;
        return Optional.ofNullable(readObject(columns));
    }

    /** What did not fit its column, as a JSON object from JSON Pointer to value; null if everything did. */
    public UTF8String rescued() {
        return rescue.json();
    }

    /** Whether the last line has a value for this column that did not fit. */
    public boolean isRescued(String column) {
        return schema.columnOf(column).from().stream().anyMatch(path -> rescue.has(path.members()));
    }

    /** Whether the strings of the last line are ASCII, and with them all of it; if not, they may still be. */
    public boolean isAscii() {
        return scanner.isAscii();
    }

    /** The first of the schema's control members that the last line has with a value other than null. */
    public Optional<String> control() throws ParseException {
        InternalRow found = readObject(controlReader);
        for (int i = 0; found != null && i < controlMembers.size(); i++) {
            if (!found.isNullAt(i)) {
                return Optional.of(controlMembers.get(i));
            }
        }
        return Optional.empty();
    }

    private InternalRow readObject(StructReader reader) throws ParseException {
        rescue.reset();
        scanner.reset(line, offset, length);
        InternalRow row = null;
        if (scanner.kind() == JsonKind.OBJECT) {
            row = reader.read(scanner, rescue);
        } else {
            scanner.skip();
        }
        scanner.finish();
        return row;
    }

    private static Column textOf(String member) {
        return new Column(
                member,
                new Shape.Scalar(DataTypes.StringType, TimeFormat.ISO),
                List.of(new MemberPath(List.of(member), List.of())));
    }
}
