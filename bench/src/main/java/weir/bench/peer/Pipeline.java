package weir.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import weir.bench.measure.Contender;

/**
 * Programs that hand their output on to each other; the last one is ripgrep, counting lines, in each file or in all.
 */
public final class Pipeline implements Contender {

    /** ripgrep's code for: no line found. */
    private static final int NONE = 1;

    private final String name;
    private final List<List<String>> commands;
    private final long expected;
    private long found;

    /**
     * @param commands programs with their arguments, at least one
     * @param expected the count of all files together
     */
    public Pipeline(String name, List<List<String>> commands, long expected) {
        this.name = name;
        this.commands = commands.stream().map(List::copyOf).toList();
        this.expected = expected;
    }

    /** ripgrep by itself, counting the lines with a text in a folder. */
    public static Pipeline ripgrep(String name, Path ripgrep, String text, Path folder, long expected) {
        return new Pipeline(name, List.of(count(ripgrep.toString(), text, List.of(folder.toString()))), expected);
    }

    /** ripgrep's arguments to count the lines with a text, without what a user has configured. */
    public static List<String> count(String ripgrep, String text, List<String> files) {
        return Stream.concat(
                        Stream.of(ripgrep, "--no-config", "--no-ignore", "-I", "-c", "-F", "-e", text), files.stream())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run() throws IOException, InterruptedException {
        List<ProcessBuilder> builders = commands.stream()
                .map(command -> new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT))
                .toList();
        List<Process> processes = ProcessBuilder.startPipeline(builders);
        Process last = processes.get(processes.size() - 1);
        String counts = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (Process process : processes) {
            int code = process.waitFor();
            if (code != 0 && !(process == last && code == NONE)) {
                throw new IOException(name + " ended with exit code " + code);
            }
        }
        found = counts.lines().mapToLong(Long::parseLong).sum();
    }

    @Override
    public String answer() {
        return found + " lines";
    }

    @Override
    public Optional<String> expected() {
        return Optional.of(expected + " lines");
    }
}
