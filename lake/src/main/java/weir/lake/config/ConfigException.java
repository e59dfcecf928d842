package weir.lake.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration cannot be used: a person has to change it, and a command that meets this ends with exit code 2.
 *
 * <p>Each problem is one line that names the place, the key, what is wrong and what to do. No problem contains a
 * credential.
 */
public final class ConfigException extends RuntimeException {
    private final List<String> problems;

    /** One problem, which is also the message. */
    public ConfigException(String problem) {
        super(problem);
        this.problems = List.of(problem);
    }

    /** Several problems under a headline such as {@code Cannot use the configuration}; the message numbers them. */
    public ConfigException(String headline, List<String> problems) {
        super(numbered(headline, problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems in the order of the message, never empty. */
    public List<String> problems() {
        return problems;
    }

    private static String numbered(String headline, List<String> problems) {
        return IntStream.range(0, problems.size())
                .mapToObj(i -> "%n  %d. %s".formatted(i + 1, problems.get(i)))
                .collect(Collectors.joining("", headline + ":", ""));
    }
}
