package weir.lake.schema;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

import weir.lake.json.JsonScanner;

/**
 * Reads a JSON object into a row. Members that no column asks for are skipped; of a member that stands twice the last
 * one counts, as in Spark's JSON reader; of the paths of a column the first with a value counts, wherever it stands in
 * the object. A column without a path is null.
 */
final class StructReader implements ValueReader {

    private final Member root;
    /** The targets of a column stand side by side, best first; here begins each column's, and at the end all are over. */
    private final int[] begins;

    private final boolean oneEach;

    StructReader(List<Column> columns, Place place) {
        List<Target> targets = new ArrayList<>();
        begins = new int[columns.size() + 1];
        oneEach = columns.stream().allMatch(column -> column.from().size() == 1);
        for (int slot = 0; slot < columns.size(); slot++) {
            Column column = columns.get(slot);
            for (MemberPath path : column.from()) {
                targets.add(target(targets.size(), column.shape(), path, place));
            }
            begins[slot + 1] = targets.size();
        }
        root = Member.of(targets, 0, place);
    }

    private static Target target(int index, Shape shape, MemberPath path, Place place) {
        Place valuePlace = place;
        for (String name : path.members()) {
            valuePlace = valuePlace.member(name);
        }
        return new Target(index, path.members(), ValueReader.of(shape, path, valuePlace));
    }

    @Override
    public InternalRow read(JsonScanner line, Rescue rescue) throws ParseException {
        Object[] found = new Object[begins[begins.length - 1]];
        return root.enter(line, found, rescue) ? new GenericInternalRow(columns(found)) : null;
    }

    private Object[] columns(Object[] found) {
        if (oneEach) {
            return found;
        }
        int width = begins.length - 1;
        Object[] values = new Object[width];
        for (int slot = 0; slot < width; slot++) {
            for (int i = begins[slot]; i < begins[slot + 1] && values[slot] == null; i++) {
                values[slot] = found[i];
            }
        }
        return values;
    }
}
