package weir.lake.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** Reads the description of a schema; the only place that knows its keys. */
final class SchemaParser {

    private static final int FORMAT = 1;
    private static final Set<String> ROOT_KEYS =
            Set.of("format", "time-format", "columns", "control", DeletionRules.KEY, "shapes");
    private static final Set<String> COLUMN_KEYS = Set.of("name", "type", "from", "fields", "format");

    private final String origin;
    private final TimeFormat defaultTime;

    private SchemaParser(String origin, TimeFormat defaultTime) {
        this.origin = origin;
        this.defaultTime = defaultTime;
    }

    static Schema parse(String text, String origin) {
        try {
            Config config = ConfigFactory.parseString(text).resolve();
            int format = config.getInt("format");
            if (format != FORMAT) {
                throw new IllegalArgumentException("Cannot read the schema " + origin + ": its format is " + format
                        + ", this version of Weir knows format " + FORMAT);
            }
            requireKnown(config, ROOT_KEYS, origin);
            SchemaParser parser = new SchemaParser(origin, defaultTime(config, origin));
            Shape.Struct root = parser.struct(config.getConfigList("columns"), "columns");
            if (root.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase("dt"))) {
                throw parser.problem("dt", "the name belongs to the table's partition");
            }
            List<String> control = config.hasPath("control") ? config.getStringList("control") : List.of();
            return new Schema(text, root, control, parser.deletions(config, root, control));
        } catch (ConfigException e) {
            throw new IllegalArgumentException("Cannot read the schema " + origin + ": " + e.getMessage(), e);
        }
    }

    private List<DeletionRule> deletions(Config config, Shape.Struct root, List<String> control) {
        List<DeletionRule> rules = new ArrayList<>();
        if (config.hasPath(DeletionRules.KEY)) {
            DeletionRules reader = new DeletionRules(root, control);
            for (Config entry : config.getConfigList(DeletionRules.KEY)) {
                requireKnown(entry, DeletionRules.RULE_KEYS, origin + ", " + DeletionRules.KEY);
                if (entry.hasPath("up-to")) {
                    requireKnown(
                            entry.getConfig("up-to"),
                            DeletionRules.BOUND_KEYS,
                            origin + ", " + DeletionRules.KEY + ", up-to");
                }
                try {
                    rules.add(reader.rule(entry));
                } catch (IllegalArgumentException e) {
                    throw problem(DeletionRules.KEY, e.getMessage());
                }
            }
        }
        return rules;
    }

    private static TimeFormat defaultTime(Config config, String origin) {
        try {
            return TimeFormat.of(config.hasPath("time-format") ? config.getString("time-format") : "iso");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot read the schema " + origin + ": time-format: " + e.getMessage(), e);
        }
    }

    private Shape.Struct struct(List<? extends Config> entries, String where) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Config entry : entries) {
            requireKnown(entry, COLUMN_KEYS, origin + ", " + where);
            Column column = column(entry, where);
            if (column.name().startsWith("_")) {
                throw problem(column.name(), "names that begin with _ belong to Weir");
            }
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw problem(column.name(), "the name stands twice in " + where + " (SQL does not tell case apart)");
            }
            columns.add(column);
        }
        if (columns.isEmpty()) {
            throw problem(where, "there are no columns");
        }
        return new Shape.Struct(columns);
    }

    private Column column(Config entry, String where) {
        String name = entry.getString("name");
        Shape shape = shape(entry, name, where, timeFormat(entry, name));
        List<MemberPath> from = from(entry, name);
        for (MemberPath path : from) {
            if (!path.within().isEmpty() && !(shape instanceof Shape.Array)) {
                throw problem(name, "a path with [] gives an array, but the type is " + entry.getString("type"));
            }
        }
        return new Column(name, shape, from);
    }

    private TimeFormat timeFormat(Config entry, String name) {
        try {
            return entry.hasPath("format") ? TimeFormat.of(entry.getString("format")) : defaultTime;
        } catch (IllegalArgumentException e) {
            throw problem(name, e.getMessage());
        }
    }

    private List<MemberPath> from(Config entry, String name) {
        if (!entry.hasPath("from")) {
            return List.of(new MemberPath(List.of(name), List.of()));
        }
        List<String> paths = entry.getStringList("from");
        if (paths.isEmpty()) {
            throw problem(name, "from is empty: the column would never have a value");
        }
        try {
            return paths.stream().map(MemberPath::parse).toList();
        } catch (IllegalArgumentException e) {
            throw problem(name, e.getMessage());
        }
    }

    private Shape shape(Config entry, String name, String where, TimeFormat time) {
        String type = entry.getString("type");
        if (entry.hasPath("fields")) {
            Shape.Struct struct = struct(entry.getConfigList("fields"), where + "." + name);
            return switch (type) {
                case "struct" -> struct;
                case "array<struct>" -> new Shape.Array(struct);
                default -> throw problem(name, "fields go with type struct or array<struct>, not with " + type);
            };
        }
        try {
            return shape(TypeParser.parse(type), name, time);
        } catch (Exception e) { // Scala throws the checked ParseException without declaring it
            if (e instanceof IllegalArgumentException known) {
                throw known;
            }
            throw problem(name, "\"" + type + "\" is no type of Spark SQL");
        }
    }

    private Shape shape(DataType type, String name, TimeFormat time) {
        if (type instanceof ArrayType array) {
            return new Shape.Array(shape(array.elementType(), name, time));
        }
        if (type instanceof StructType struct) {
            List<Column> columns = new ArrayList<>();
            for (var field : struct.fields()) {
                columns.add(new Column(
                        field.name(),
                        shape(field.dataType(), field.name(), time),
                        List.of(new MemberPath(List.of(field.name()), List.of()))));
            }
            return new Shape.Struct(columns);
        }
        boolean scalar = type instanceof StringType
                || type instanceof BooleanType
                || type instanceof IntegerType
                || type instanceof LongType
                || type instanceof FloatType
                || type instanceof DoubleType
                || type instanceof DecimalType
                || type instanceof TimestampType
                || type instanceof DateType;
        if (!scalar) {
            throw problem(name, "the type " + type.sql() + " is not supported");
        }
        return new Shape.Scalar(type, time);
    }

    private static void requireKnown(Config config, Set<String> known, String where) {
        for (String key : config.root().keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "Cannot read the schema " + where + ": unknown key " + key + "; the keys are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private IllegalArgumentException problem(String name, String reason) {
        return new IllegalArgumentException("Cannot read the schema " + origin + ": " + name + ": " + reason);
    }
}
