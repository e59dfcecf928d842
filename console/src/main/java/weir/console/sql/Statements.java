package weir.console.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A text cut at its semicolons, as Spark SQL reads it: one in quotes or in a comment cuts nothing.
 *
 * @param ended the statements that a semicolon ends, without it; what is empty or a comment alone is none
 * @param rest what stands behind the last semicolon
 */
record Statements(List<String> ended, String rest) {

    Statements {
        ended = List.copyOf(ended);
    }

    /** Cuts a text. */
    static Statements of(String text) {
        List<String> ended = new ArrayList<>();
        int begin = 0;
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == ';') {
                add(ended, text.substring(begin, i));
                begin = ++i;
            } else {
                i = behindToken(text, i);
            }
        }
        return new Statements(ended, text.substring(begin));
    }

    /** All statements; the last one needs no semicolon. */
    List<String> all() {
        List<String> all = new ArrayList<>(ended);
        add(all, rest);
        return all;
    }

    /** Whether something has begun that no semicolon ends yet. */
    boolean open() {
        return !isBlank(rest);
    }

    private static void add(List<String> statements, String statement) {
        if (!isBlank(statement)) {
            statements.add(statement.strip());
        }
    }

    private static boolean isBlank(String text) {
        int i = 0;
        while (i < text.length()) {
            boolean comment = text.startsWith("--", i) || text.startsWith("/*", i);
            if (!comment && !Character.isWhitespace(text.charAt(i))) {
                return false;
            }
            i = behindToken(text, i);
        }
        return true;
    }

    /** Where the quoted text, the comment or the character ends that begins here. */
    private static int behindToken(String text, int from) {
        char first = text.charAt(from);
        if (first == '\'' || first == '"' || first == '`') {
            return behindQuote(text, from, first);
        }
        if (text.startsWith("--", from)) {
            int end = text.indexOf('\n', from);
            return end < 0 ? text.length() : end + 1;
        }
        return text.startsWith("/*", from) ? behindComment(text, from) : from + 1;
    }

    private static int behindQuote(String text, int from, char quote) {
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote != '`') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Comments may hold comments. */
    private static int behindComment(String text, int from) {
        int depth = 1;
        int i = from + 2;
        while (i < text.length() && depth > 0) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        }
        return i;
    }
}
