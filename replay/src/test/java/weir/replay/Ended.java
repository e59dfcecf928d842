package weir.replay;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import weir.lake.command.CommandRunner;

/**
 * How a command ended that ran in this process with the shipped configuration.
 *
 * @param code the exit code
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
record Ended(int code, String out, String err) {

    static Ended of(Object command, Path lake, String... arguments) {
        Path configuration = Path.of("conf", "weir.conf");
        while (!Files.exists(configuration)) {
            configuration = Path.of("..").resolve(configuration);
        }
        String[] all = Stream.concat(
                        Stream.of(arguments), Stream.of("--conf", configuration.toString(), "-D", "lake.root=" + lake))
                .toArray(String[]::new);
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = CommandRunner.run(command, all);
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
    }
}
