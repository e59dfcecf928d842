package weir.console.doctor;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.ConfigException;
import weir.lake.config.StreamConfig;
import weir.lake.config.WeirConfig;

/** {@code bin/lake doctor}: checks before start, one line each. */
@Command(
        name = "doctor",
        description = "Checks what has to be right before anything starts: configuration, versions, credentials, lake,"
                + " space, owners, sources. Opens no stream and changes nothing.",
        footer = {"", "Exits 0 if nothing failed, 1 if something did, 2 if the configuration cannot be used."})
public final class DoctorCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private GlobalOptions options;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Parameters(arity = "0..*", paramLabel = "STREAM", description = "The streams to look at; all by default.")
    private List<String> streams = new ArrayList<>();

    @Spec
    private CommandSpec command;

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() {
        RuntimeChecks.look().forEach(this::take);
        boolean usable = true;
        try {
            examine(options.load());
        } catch (ConfigException e) {
            usable = false;
            e.problems().forEach(problem -> take(Finding.fail("configuration", problem, "")));
        }
        Map<Level, Integer> counts = new EnumMap<>(Level.class);
        findings.forEach(finding -> counts.merge(finding.level(), 1, Integer::sum));
        int failed = counts.getOrDefault(Level.FAIL, 0);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(json(counts));
        } else {
            out.printf(
                    "%d ok, %d to know of, %d failed.%n",
                    counts.getOrDefault(Level.OK, 0), counts.getOrDefault(Level.WARN, 0), failed);
        }
        if (!usable) {
            return ExitCode.USAGE.code();
        }
        return (failed == 0 ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    private void examine(WeirConfig config) {
        List<StreamConfig> chosen = streams.isEmpty()
                ? List.copyOf(config.streams().values())
                : streams.stream().map(config::stream).toList();
        take(Finding.ok("configuration", options.file() + " can be used"));
        new Examination(config, chosen, System.getenv(), new Probe(PATIENCE), Clock.systemUTC()).run(this::take);
    }

    private void take(Finding finding) {
        findings.add(finding);
        if (!json) {
            command.commandLine().getOut().println(finding.line());
        }
    }

    private String json(Map<Level, Integer> counts) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("ok", counts.getOrDefault(Level.OK, 0))
                .put("warn", counts.getOrDefault(Level.WARN, 0))
                .put("failed", counts.getOrDefault(Level.FAIL, 0));
        ArrayNode all = node.putArray("findings");
        findings.forEach(finding -> all.addObject()
                .put("level", finding.level().text())
                .put("what", finding.what())
                .put("found", finding.found())
                .put("fix", finding.fix()));
        return node.toString();
    }
}
