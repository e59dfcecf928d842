package weir.lake.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds what somebody may have meant, and says so. */
public final class Suggestions {
    private static final int MOST = 3;

    private Suggestions() {}

    /** How a message about an unknown word ends: with up to three near ones, else with all that are known. */
    public static String hint(String word, Collection<String> known, String knownAs) {
        List<String> near = near(word, known);
        if (!near.isEmpty()) {
            return "; did you mean " + either(near) + "?";
        }
        if (known.isEmpty()) {
            return "; " + knownAs + ": none";
        }
        return "; %s: %s".formatted(knownAs, known.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** The nearest known words, nearest first, at most three. */
    static List<String> near(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, longer(word, candidate) / 3))
                .sorted(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    static String either(List<String> words) {
        List<String> quoted = words.stream().map(word -> "\"" + word + "\"").toList();
        int last = quoted.size() - 1;
        return last == 0 ? quoted.get(0) : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
    }

    private static int longer(String left, String right) {
        return Math.max(left.length(), right.length());
    }

    /** Letters to insert, delete, replace or swap with their neighbour; case, {@code -} and {@code _} are no difference. */
    private static int distance(String left, String right) {
        String from = left.toLowerCase(Locale.ROOT).replace('_', '-');
        String to = right.toLowerCase(Locale.ROOT).replace('_', '-');
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int best = Math.min(steps[i - 1][j - 1] + change, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                steps[i][j] = swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
            }
        }
        return steps[from.length()][to.length()];
    }
}
