package weir.lake.schema;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import weir.lake.files.Sha256;

/**
 * The columns of a stream, the members that mark a control message, and what such messages take back. Two schemas are equal if their descriptions are
 * the same text. Immutable, serialisable and safe for threads.
 */
public final class Schema implements Serializable {

    private final String text;
    private final Shape.Struct root;
    private final List<String> control;
    private final List<DeletionRule> deletions;

    Schema(String text, Shape.Struct root, List<String> control, List<DeletionRule> deletions) {
        this.text = text;
        this.root = root;
        this.control = List.copyOf(control);
        this.deletions = List.copyOf(deletions);
    }

    /**
     * Reads the description of a schema.
     *
     * @param text HOCON as {@code conf/schemas/tweet-v11.conf} shows it
     * @param origin the file's name, for messages
     * @throws IllegalArgumentException if it cannot be understood; the message says where and why
     */
    public static Schema parse(String text, String origin) {
        return SchemaParser.parse(text, origin);
    }

    /** The description this schema was read from. */
    public String text() {
        return text;
    }

    /** The names of the columns in their order. */
    public List<String> columnNames() {
        return root.columns().stream().map(Column::name).toList();
    }

    /** The columns as Spark SQL names them; each may be null. */
    public StructType sparkType() {
        return root.type();
    }

    /** Whether there is a column of this name and it holds timestamps. */
    public boolean isTimestamp(String column) {
        return root.columns().stream()
                .anyMatch(candidate -> candidate.name().equals(column)
                        && candidate.shape().type().equals(DataTypes.TimestampType));
    }

    /** The top-level members that make an object without a key a control message; the member is its kind. */
    public List<String> control() {
        return control;
    }

    /** What control messages take back. */
    public List<DeletionRule> deletions() {
        return deletions;
    }

    /** The columns by whose values messages take records back, each once. */
    public List<ColumnPath> deletionColumns() {
        return DeletionRules.columns(deletions);
    }

    /** The columns that have no value without these members of a line. */
    public List<String> columnsFrom(List<String> members) {
        return root.columns().stream()
                .filter(column -> column.from().stream()
                        .allMatch(path -> members.contains(path.members().get(0))))
                .map(Column::name)
                .toList();
    }

    /** The columns that may have their value from one of these members of a line, or from another: only the line says it. */
    public List<String> columnsPartlyFrom(List<String> members) {
        return root.columns().stream()
                .filter(column -> column.from().stream()
                        .anyMatch(path -> members.contains(path.members().get(0))))
                .map(Column::name)
                .filter(name -> !columnsFrom(members).contains(name))
                .toList();
    }

    /** Identity of the description: the first 16 hex digits of its SHA-256. */
    public String hash() {
        return Sha256.identity(text);
    }

    /**
     * Asserts that a column exists.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public void requireColumn(String name) {
        columnOf(name);
    }

    /**
     * The ways to all values that are equal to another one in one sense only: texts, whole numbers, truth values, times.
     *
     * @return in the order of the columns; a name with a dot in it is on no way
     */
    public List<ColumnPath> exactPaths() {
        return ColumnDefinition.exactPaths(root);
    }

    /** The type of the values at the end of one of {@link #exactPaths}. */
    public DataType typeOf(ColumnPath path) {
        return ColumnDefinition.typeOf(root, path);
    }

    /** How the values at the end of a way are read from lines; empty if it leads to no value without parts. */
    public Optional<ColumnDefinition> definition(ColumnPath path) {
        return ColumnDefinition.of(root, path);
    }

    /** The column of this name, or an {@link IllegalArgumentException} that lists the columns. */
    Column columnOf(String name) {
        return root.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no column " + name + "; the columns are " + String.join(", ", columnNames())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "schema " + hash() + " " + columnNames();
    }
}
