package weir.lake.faults;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a process asked of the operating system, in its order: {@code fsync /a/file}, {@code rename /a/old /a/new}, {@code
 * link /a/file /a/name}. Only calls that succeeded, and none that only reads.
 *
 * @param calls the calls
 */
public record Strace(List<String> calls) {

    private static final Pattern LINE =
            Pattern.compile("(?<pid>\\d+)\\s+(?:(?<resumed><\\.\\.\\. \\w+ resumed>)|(?<call>\\w+)\\()(?<rest>.*)");
    private static final Pattern PATH = Pattern.compile("\"([^\"]*)\"|\\d+<([^>]*)>");
    private static final String UNFINISHED = " <unfinished ...>";

    public Strace {
        calls = List.copyOf(calls);
    }

    /** Runs a main class in a process of its own; skips the test if there is no strace here, or it may not trace. */
    public static Strace of(Path output, Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> strace = List.of(
                "strace",
                "-f",
                "--seccomp-bpf", // stops the process at the calls of interest only
                "-y",
                "-o",
                output.toString(),
                "-e",
                "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat");
        Assumptions.assumeTrue(canTrace(strace), "there is no strace here, or it may not trace");
        Process process = new ProcessBuilder(command(strace, main, arguments))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return parse(Files.readAllLines(output));
    }

    private static boolean canTrace(List<String> strace) throws InterruptedException {
        List<String> command = Stream.concat(strace.stream(), Stream.of("true")).toList();
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(List<String> strace, Class<?> main, String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // those of this process, which Spark needs too
        Stream<String> opens = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"));
        return Stream.of(
                        strace.stream(),
                        Stream.of(java.toString(), "-XX:TieredStopAtLevel=1"),
                        opens,
                        Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                        Stream.of(arguments))
                .flatMap(parts -> parts)
                .toList();
    }

    /** Where a call is that begins and ends in this way; a failure if it was not made. */
    public int first(String call, String end) {
        return indexes(call, end).get(0);
    }

    /** As {@link #first}, behind another call. */
    public int next(int behind, String call, String end) {
        List<Integer> found =
                indexes(call, end).stream().filter(index -> index > behind).toList();
        assertThat(found)
                .as(call + " of " + end + " behind " + calls.get(behind))
                .isNotEmpty();
        return found.get(0);
    }

    private List<Integer> indexes(String call, String end) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).startsWith(call + " ") && calls.get(i).endsWith(end)) {
                found.add(i);
            }
        }
        assertThat(found).as(call + " of " + end + " in " + calls).isNotEmpty();
        return found;
    }

    private static Strace parse(List<String> lines) {
        Map<String, String> begun = new HashMap<>();
        List<String> calls = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            String rest = matcher.group("rest");
            String whole = matcher.group("resumed") == null
                    ? matcher.group("call") + " " + rest
                    : begun.remove(matcher.group("pid")) + rest;
            if (whole.endsWith(UNFINISHED)) {
                begun.put(matcher.group("pid"), whole.substring(0, whole.length() - UNFINISHED.length()));
            } else if (whole.endsWith("= 0")) {
                calls.add(call(whole));
            }
        }
        return new Strace(calls);
    }

    private static String call(String whole) {
        String name = whole.substring(0, whole.indexOf(' '));
        String kind = name.startsWith("rename") ? "rename" : name.startsWith("link") ? "link" : "fsync";
        String paths = PATH.matcher(whole)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .collect(Collectors.joining(" "));
        return kind + " " + paths;
    }
}
