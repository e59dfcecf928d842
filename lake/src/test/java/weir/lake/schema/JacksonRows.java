package weir.lake.schema;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads lines as {@link RowReader} does, with Jackson's parser: the oracle of what is JSON and of the values. The answers
 * of {@link #rescued()} and {@link #control()} are those of the last line read.
 */
public final class JacksonRows {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Schema schema;
    private final JacksonStruct columns;
    private final List<String> controlMembers;
    private final JacksonStruct controlReader;
    private final JacksonRescue rescue = new JacksonRescue();
    private byte[] line;
    private int offset;
    private int length;

    /**
     * A reader of the named columns, in this order.
     *
     * @throws IllegalArgumentException if the schema has no such column
     */
    public JacksonRows(Schema schema, List<String> columnNames) {
        this.schema = schema;
        columns = new JacksonStruct(columnNames.stream().map(schema::columnOf).toList());
        controlMembers = schema.control();
        controlReader = new JacksonStruct(
                controlMembers.stream().map(JacksonRows::textOf).toList());
    }

    /**
     * Reads one line.
     *
     * @param buffer holds the line; must be UTF-8 there
     * @return the row, or empty if the line is a JSON value other than an object
     * @throws JsonProcessingException if the line is not one JSON value
     */
    public Optional<InternalRow> read(byte[] buffer, int lineOffset, int lineLength) throws JsonProcessingException {
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

    /** The first of the schema's control members that the last line has with a value other than null. */
    public Optional<String> control() throws JsonProcessingException {
        InternalRow found = readObject(controlReader);
        for (int i = 0; found != null && i < controlMembers.size(); i++) {
            if (!found.isNullAt(i)) {
                return Optional.of(controlMembers.get(i));
            }
        }
        return Optional.empty();
    }

    /** A parser over bytes that are known to be UTF-8. */
    static JsonParser parser(byte[] buffer, int offset, int length) throws IOException {
        return FACTORY.createParser(buffer, offset, length);
    }

    private InternalRow readObject(JacksonStruct reader) throws JsonProcessingException {
        rescue.reset(line, offset);
        try (JsonParser parser = JacksonRows.parser(line, offset, length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonParseException(parser, "There is no value");
            }
            InternalRow row = null;
            if (first == JsonToken.START_OBJECT) {
                row = (InternalRow) reader.read(parser, JacksonPlace.LINE, rescue);
            } else {
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "A second value follows the first one");
            }
            return row;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory does no input or output", e);
        }
    }

    private static Column textOf(String member) {
        return new Column(
                member,
                new Shape.Scalar(DataTypes.StringType, TimeFormat.ISO),
                List.of(new MemberPath(List.of(member), List.of())));
    }
}
