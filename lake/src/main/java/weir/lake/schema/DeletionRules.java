package weir.lake.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import com.typesafe.config.Config;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Reads the member {@code deletions} of a schema's description. */
final class DeletionRules {

    static final String KEY = "deletions";
    static final Set<String> RULE_KEYS = Set.of("message", "column", "value", "up-to", "clear");
    static final Set<String> BOUND_KEYS = Set.of("column", "value");

    private static final Set<DataType> WHOLE = Set.of(DataTypes.LongType, DataTypes.IntegerType);

    private final Shape.Struct root;
    private final List<String> control;

    /** @param control the members that mark a control message */
    DeletionRules(Shape.Struct root, List<String> control) {
        this.root = root;
        this.control = control;
    }

    /** @throws IllegalArgumentException if a rule cannot be understood; the message does not say in which file */
    DeletionRule rule(Config entry) {
        String message = entry.getString("message");
        if (!control.contains(message)) {
            throw new IllegalArgumentException(
                    "the message " + message + " is none of control; those are " + String.join(", ", control));
        }
        ColumnPath column = ColumnPath.parse(entry.getString("column"));
        DataType type = typeOf(column);
        if (!type.equals(DataTypes.StringType) && !WHOLE.contains(type)) {
            throw new IllegalArgumentException("the column " + column + " has neither texts nor whole numbers");
        }
        DeletionRule.UpTo bound = entry.hasPath("up-to") ? bound(entry.getConfig("up-to")) : null;
        List<String> clear = entry.hasPath("clear") ? entry.getStringList("clear") : List.of();
        return new DeletionRule(message, column, path(entry), bound, clear);
    }

    private DeletionRule.UpTo bound(Config entry) {
        ColumnPath column = ColumnPath.parse(entry.getString("column"));
        if (!WHOLE.contains(typeOf(column))) {
            throw new IllegalArgumentException("the column " + column + " of up-to has no whole numbers");
        }
        return new DeletionRule.UpTo(column, path(entry));
    }

    private static List<String> path(Config entry) {
        return List.copyOf(Arrays.asList(entry.getString("value").split("\\.", -1)));
    }

    private DataType typeOf(ColumnPath path) {
        List<ColumnPath> known = ColumnDefinition.exactPaths(root);
        if (!known.contains(path)) {
            throw new IllegalArgumentException("there is no column " + path + " of texts or whole numbers");
        }
        return ColumnDefinition.typeOf(root, path);
    }

    /** The columns that rules look for values in, each once. */
    static List<ColumnPath> columns(List<DeletionRule> rules) {
        List<ColumnPath> columns = new ArrayList<>();
        for (DeletionRule rule : rules) {
            if (!columns.contains(rule.column())) {
                columns.add(rule.column());
            }
        }
        return columns;
    }
}
