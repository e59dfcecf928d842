package weir.lake.filter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Needles one of which every wanted line spells. Immutable.
 *
 * @param needles at least one
 */
record AnyNeedle(List<Needle> needles) implements Serializable {

    /** With more of them a parser is as fast. */
    static final int MOST = 16;

    AnyNeedle {
        needles = List.copyOf(needles);
    }

    /** What lines spell that need this or the other. */
    AnyNeedle or(AnyNeedle other) {
        Set<Needle> both = new LinkedHashSet<>(needles);
        both.addAll(other.needles);
        return new AnyNeedle(new ArrayList<>(both));
    }

    /** The length of the shortest needle in bytes: what is longer is rarer, as a rule. */
    int shortest() {
        return needles.stream()
                .map(needle -> needle.utf8().length)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The better one of several, as far as their lengths tell. */
    static AnyNeedle best(List<AnyNeedle> choices) {
        return choices.stream()
                .max(Comparator.comparingInt(AnyNeedle::shortest)
                        .thenComparing(choice -> -choice.needles().size()))
                .orElseThrow();
    }

    /** The hex digits that the escapes of all units of all needles begin with, as far as they have no letter. */
    String escapePrefix() {
        List<String> escapes = needles.stream()
                .flatMap(needle -> units(needle.units()))
                .distinct()
                .map("%04x"::formatted)
                .toList();
        String first = escapes.get(0);
        int length = 0;
        while (length < first.length() && Character.isDigit(first.charAt(length)) && allHave(escapes, first, length)) {
            length++;
        }
        return first.substring(0, length);
    }

    private static Stream<Integer> units(String text) {
        return text.chars().boxed();
    }

    private static boolean allHave(List<String> escapes, String first, int at) {
        return escapes.stream().allMatch(escape -> escape.charAt(at) == first.charAt(at));
    }

    @Override
    public String toString() {
        return needles.stream().map(Needle::toString).collect(Collectors.joining(" or "));
    }
}
