package weir.lake.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import weir.lake.StreamSpec;
import weir.lake.filter.Filter;
import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

/** Reads what a stream's messages are: the schema first, because key, event time and filter are checked against it. */
final class StreamSpecReader {
    private final String name;
    private final Section section;
    private Optional<Schema> schema = Optional.empty();

    StreamSpecReader(String name, Section section) {
        this.name = name;
        this.section = section;
    }

    Optional<StreamSpec> read() {
        section.check(() -> Format.checkedName(name));
        section.required("schema", Format.PATH, this::readSchema);
        List<String> key = section.required("key", Format.TEXTS, this::checkedKey);
        String eventTime = section.required("event-time", Format.TEXT, checked(this::checkEventTime));
        String filter = section.optional("filter", Format.TEXT, "true", checked(this::checkFilter));
        List<String> index = section.optional("index", Format.TEXTS, indexOf(key), this::checkedIndex);
        return section.make(() -> new StreamSpec(
                name,
                schema.orElseThrow(),
                key,
                eventTime,
                filter,
                index.stream().map(ColumnPath::parse).toList()));
    }

    private List<String> indexOf(List<String> key) {
        return schema.isEmpty() || key == null
                ? List.of()
                : StreamSpec.indexOfKey(schema.get(), key).stream()
                        .map(ColumnPath::toString)
                        .toList();
    }

    private List<String> checkedIndex(List<String> columns) {
        if (schema.isPresent()) {
            List<String> known =
                    schema.get().exactPaths().stream().map(ColumnPath::toString).toList();
            for (String column : columns) {
                if (!known.contains(column)) {
                    throw new IllegalArgumentException(
                            "the schema has no column \"%s\" of texts, whole numbers, truth values or times%s"
                                    .formatted(column, Suggestions.hint(column, known, "columns")));
                }
            }
        }
        return columns;
    }

    private Path readSchema(Path file) {
        schema = Optional.of(Schema.parse(text(file), file.toString()));
        return file;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no schema file " + file, e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the schema file " + file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the schema file %s cannot be read: %s".formatted(file, e), e);
        }
    }

    private List<String> checkedKey(List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("must name at least one column: those that identify a record");
        }
        columns.forEach(this::checkColumn);
        return columns;
    }

    private void checkEventTime(String column) {
        checkColumn(column);
        if (schema.isPresent() && !schema.get().isTimestamp(column)) {
            List<String> timestamps = schema.get().columnNames().stream()
                    .filter(schema.get()::isTimestamp)
                    .toList();
            throw new IllegalArgumentException("column \"%s\" is no timestamp; timestamps are: %s"
                    .formatted(column, String.join(", ", timestamps)));
        }
    }

    private void checkColumn(String column) {
        if (schema.isPresent() && !schema.get().columnNames().contains(column)) {
            throw new IllegalArgumentException("the schema has no column \"%s\"%s"
                    .formatted(column, Suggestions.hint(column, schema.get().columnNames(), "columns")));
        }
    }

    private void checkFilter(String filter) {
        Format.checkedText(filter);
        schema.ifPresent(columns -> Filter.of(filter, columns));
    }

    private static UnaryOperator<String> checked(Consumer<String> check) {
        return value -> {
            check.accept(value);
            return value;
        };
    }
}
