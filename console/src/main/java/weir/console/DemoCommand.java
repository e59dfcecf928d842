package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;

/** {@code bin/lake demo}: the whole job on an embedded feed. */
@Command(
        name = "demo",
        description = "Shows the whole job on generated tweets, without keys or network: capture, two compactions,"
                + " replay with two filters, a report. Takes less than two minutes.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--tweets",
            paramLabel = "N",
            defaultValue = "3000",
            description = "How many tweets to generate; ${DEFAULT-VALUE} by default.")
    private int tweets;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Other seeds give other tweets.")
    private long seed;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Leaves the lake there to look around in; by default it is removed at the end.")
    private Path keep;

    @Override
    public Integer call() throws Exception {
        if (tweets < 100 || tweets > 1_000_000) {
            throw new ParameterException(command.commandLine(), "--tweets takes 100 to 1000000, but is " + tweets);
        }
        if (keep != null && Files.exists(keep)) {
            throw new ParameterException(command.commandLine(), "--keep needs a new folder, and " + keep + " is there");
        }
        PrintWriter out = command.commandLine().getOut();
        Path lake = keep == null ? Files.createTempDirectory("weir-demo-") : keep.toAbsolutePath();
        try {
            Map<String, String> overrides = new LinkedHashMap<>(options.overrides());
            overrides.put("lake.root", lake.toString());
            Demo demo = new Demo(options.file(), overrides, seed, tweets, Clock.systemUTC(), out);
            boolean balanced = demo.run();
            if (keep != null) {
                out.printf("%nThe lake is in %s. Look around, for example:%n", keep);
                out.printf("  bin/replay extract tweets -D lake.root=%s | head -n 1%n", keep);
            }
            return (balanced ? ExitCode.DONE : ExitCode.FAILED).code();
        } finally {
            if (keep == null) {
                remove(lake);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }
}
