package weir.lake.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * Reads a JSON object into a row. Members that no column asks for are skipped; of a member that stands twice the last
 * one counts, as in Spark's JSON reader; of the paths of a column the first with a value counts, wherever it stands in
 * the object.
 */
final class JacksonStruct implements JacksonValue {

    private final Member root = new Member();
    /** The targets of a column stand side by side, best first; here begins each column's, and at the end all are over. */
    private final int[] begins;

    JacksonStruct(List<Column> columns) {
        begins = new int[columns.size() + 1];
        int next = 0;
        for (int slot = 0; slot < columns.size(); slot++) {
            Column column = columns.get(slot);
            for (MemberPath path : column.from()) {
                root.add(path.members(), new Target(next++, JacksonValue.of(column.shape(), path)));
            }
            begins[slot + 1] = next;
        }
    }

    @Override
    public Object read(JsonParser parser, JacksonPlace place, JacksonRescue rescue) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            rescue.add(parser, place);
            return null;
        }
        Object[] found = new Object[begins[begins.length - 1]];
        walk(root, parser, place, found, rescue);
        return new GenericInternalRow(columns(found));
    }

    private Object[] columns(Object[] found) {
        int width = begins.length - 1;
        if (found.length == width) {
            return found;
        }
        Object[] values = new Object[width];
        for (int slot = 0; slot < width; slot++) {
            for (int i = begins[slot]; i < begins[slot + 1] && values[slot] == null; i++) {
                values[slot] = found[i];
            }
        }
        return values;
    }

    private void walk(Member member, JsonParser parser, JacksonPlace place, Object[] found, JacksonRescue rescue)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Member child = member.members.get(parser.currentName());
            parser.nextToken();
            if (child == null) {
                parser.skipChildren();
            } else {
                consume(child, parser, place, found, rescue);
            }
        }
    }

    private void consume(Member member, JsonParser parser, JacksonPlace place, Object[] found, JacksonRescue rescue)
            throws IOException {
        if (member.members.isEmpty() && member.targets.size() == 1) {
            member.targets.get(0).read(parser, place, found, rescue);
        } else if (member.targets.isEmpty()) {
            enter(member, parser, place, found, rescue);
        } else {
            again(member, parser, place, found, rescue);
        }
    }

    private void enter(Member member, JsonParser parser, JacksonPlace place, Object[] found, JacksonRescue rescue)
            throws IOException {
        for (int index : member.below) {
            found[index] = null; // the member may have stood here before
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            walk(member, parser, place, found, rescue);
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            rescue.add(parser, place);
        }
    }

    /** Several columns want this value or parts of it: each reads it with a parser of its own. */
    private void again(Member member, JsonParser parser, JacksonPlace place, Object[] found, JacksonRescue rescue)
            throws IOException {
        JacksonPlace start = new JacksonPlace(place.start(parser), place.pointer(parser));
        int end = place.end(parser);
        for (Target target : member.targets) {
            try (JsonParser part = part(rescue, start, end)) {
                target.read(part, start, found, rescue);
            }
        }
        if (!member.members.isEmpty()) {
            try (JsonParser part = part(rescue, start, end)) {
                enter(member, part, start, found, rescue);
            }
        }
    }

    private static JsonParser part(JacksonRescue rescue, JacksonPlace start, int end) throws IOException {
        JsonParser parser =
                JacksonRows.parser(rescue.line(), rescue.lineStart() + start.offset(), end - start.offset());
        parser.nextToken();
        return parser;
    }

    /** What is known of one member name: deeper names, and the columns that take its value. */
    private static final class Member {
        private final Map<String, Member> members = new HashMap<>();
        private final List<Target> targets = new ArrayList<>();
        private final List<Integer> below = new ArrayList<>();

        private void add(List<String> names, Target target) {
            Member member = this;
            for (String name : names) {
                member.below.add(target.index);
                member = member.members.computeIfAbsent(name, unused -> new Member());
            }
            member.targets.add(target);
        }
    }

    /** One path of one column: where its value is kept until the object is over, and how to read it. */
    private record Target(int index, JacksonValue reader) {
        private void read(JsonParser parser, JacksonPlace place, Object[] found, JacksonRescue rescue)
                throws IOException {
            found[index] = reader.read(parser, place, rescue);
        }
    }
}
