package weir.console.sql;

import java.util.Locale;
import java.util.Map;

/** Words that stand for a statement or a wish at the prompt, as other prompts have them. They need no semicolon. */
enum Shorthand {
    /** None: a statement. */
    NONE,
    /** What there is. */
    TABLES,
    /** The columns of something. */
    DESCRIBE,
    /** How to ask. */
    HELP,
    /** To leave. */
    QUIT;

    private static final String DESCRIBING = "\\d ";
    private static final Map<String, Shorthand> WORDS =
            Map.of("tables", TABLES, "\\d", TABLES, "help", HELP, "\\?", HELP, "quit", QUIT, "exit", QUIT, "\\q", QUIT);

    /** Which one a line is. A semicolon behind it is no matter. */
    static Shorthand of(String line) {
        String bare = bare(line);
        return bare.startsWith(DESCRIBING) ? DESCRIBE : WORDS.getOrDefault(bare.toLowerCase(Locale.ROOT), NONE);
    }

    /** The statement that a line stands for; the line itself if it is no shorthand for one. */
    static String sql(String line) {
        return switch (of(line)) {
            case TABLES -> "SHOW TABLES";
            case DESCRIBE -> "DESCRIBE " + bare(line).substring(DESCRIBING.length());
            default -> line;
        };
    }

    private static String bare(String line) {
        return line.strip().replaceFirst("\\s*;$", "");
    }
}
