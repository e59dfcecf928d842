package weir.lake.filter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The UTF-16 units of all needles. */
    List<Integer> units() {
        return needles.stream()
                .flatMap(needle -> needle.units().chars().boxed())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return needles.stream().map(Needle::toString).collect(Collectors.joining(" or "));
    }
}
