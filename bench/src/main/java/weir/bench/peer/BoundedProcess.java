package weir.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import weir.lake.parallel.Concurrent;

/** A command of Weir as a process of its own with a heap of a certain size, and the memory that it took. */
public final class BoundedProcess {

    private static final Pattern COLLECTION = Pattern.compile("Pause (?:Young|Full).* \\d+M->(\\d+)M\\(");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int LOOK_MILLIS = 100;

    private final Path script;
    private final int heapMib;
    private final Path folder;

    /**
     * @param script of {@code bin/}
     * @param heapMib the size of its heap
     * @param folder is there; takes what the process says about itself
     */
    public BoundedProcess(Path script, int heapMib, Path folder) {
        this.script = script;
        this.heapMib = heapMib;
        this.folder = folder;
    }

    /**
     * What a process that has ended well was seen to do.
     *
     * @param lines how many lines it has written to its standard output
     * @param keptMib the most that a collection of garbage has left on the heap
     * @param residentMib the most memory of the machine that it had; empty where the system does not tell
     */
    public record Seen(long lines, long keptMib, OptionalLong residentMib) {}

    /**
     * Runs the command.
     *
     * @throws IOException if it does not end with exit code 0, as without enough memory; with the last that it said
     */
    public Seen run(List<String> arguments) throws IOException, InterruptedException {
        Path collections = folder.resolve("collections.log");
        Path said = folder.resolve("said.txt");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(said.toFile());
        builder.environment()
                .put("WEIR_JAVA_OPTS", "-Xmx" + heapMib + "m -Xlog:gc:file=" + collections + ":none:filecount=0");
        Process process = builder.start();
        CountingOutput out = new CountingOutput();
        var reading = Concurrent.begin(() -> {
            try (InputStream in = process.getInputStream()) {
                return in.transferTo(out);
            }
        });
        OptionalLong resident = OptionalLong.empty();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            OptionalLong now = residentMib(process.pid());
            resident = now.isPresent() ? now : resident;
        }
        Concurrent.result(reading);
        if (process.exitValue() != 0) {
            throw new IOException(script.getFileName() + " ends with " + process.exitValue() + ": " + last(said));
        }
        return new Seen(out.lines(), keptMib(collections), resident);
    }

    private static OptionalLong residentMib(long pid) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
            return peak.find() ? OptionalLong.of(Long.parseLong(peak.group(1)) >> 10) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // it has just ended, or there is no such file here
        }
    }

    private static long keptMib(Path collections) throws IOException {
        try (Stream<String> lines = Files.lines(collections)) {
            return lines.map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    private static String last(Path said) throws IOException {
        List<String> lines = Files.readAllLines(said);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
