package weir.lake.schema;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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

    /** The path as text that no other path has: what a name has besides letters, digits and _ is {@code ~} and its code. */
    String pointer() {
        return pointer(members) + (within.isEmpty() ? "" : EACH + pointer(within));
    }

    private static String pointer(List<String> names) {
        return names.stream().map(name -> "/" + escaped(name)).collect(Collectors.joining());
    }

    private static String escaped(String name) {
        return name.chars()
                .mapToObj(unit -> Character.isLetterOrDigit(unit) || unit == '_'
                        ? Character.toString(unit)
                        : "~%04x".formatted(unit))
                .collect(Collectors.joining());
    }

    private static List<String> names(String text) {
        return List.copyOf(Arrays.asList(text.split("\\.", -1)));
    }
}
