package weir.lake.schema;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The way from a JSON object to a value: {@code extended_tweet.full_text}, or {@code entities.hashtags[].text} for one
 * value of each element of an array.
 *
 * @param members the names to walk, outermost first; never empty
 * @param within the names to walk inside each element, empty unless the path has {@code []}
 */
record MemberPath(List<String> members, List<String> within) implements Serializable {

    private static final String EACH = "[]";

    static MemberPath parse(String text) {
        int each = text.indexOf(EACH);
        String before = each < 0 ? text : text.substring(0, each);
        String after = each < 0 ? "" : text.substring(each + EACH.length());
        boolean wellFormed = !before.isEmpty()
                && !after.contains(EACH)
                && (after.isEmpty() || after.startsWith("."))
                && !("." + before + after + ".").contains("..");
        if (!wellFormed) {
            throw new IllegalArgumentException("Cannot read the path \"" + text
                    + "\": expected names with dots between, such as user.id or entities.hashtags[].text");
        }
        return new MemberPath(names(before), after.isEmpty() ? List.of() : names(after.substring(1)));
    }

    private static List<String> names(String text) {
        return List.copyOf(Arrays.asList(text.split("\\.", -1)));
    }
}
