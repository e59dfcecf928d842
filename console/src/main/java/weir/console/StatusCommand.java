package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

import weir.console.doctor.Amount;
import weir.lake.LakePlace;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.raw.Cause;

/** {@code bin/lake status}: how the streams are now. */
@Command(
        name = "status",
        description =
                "Shows how the streams are: the last microbatch, what waits, whether the source is heard, who works."
                        + " Looks at names and at what waits, so it is soon done; bin/lake verify and coverage look at everything.")
final class StatusCommand implements Callable<Integer> {

    private static final int FORMAT = 1;

    @Mixin
    private GlobalOptions options;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Parameters(arity = "0..*", paramLabel = "STREAM", description = "The streams to show; all by default.")
    private List<String> streams = new ArrayList<>();

    @Spec
    private CommandSpec command;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        List<String> chosen = streams.isEmpty() ? List.copyOf(config.streams().keySet()) : streams;
        chosen.forEach(config::stream);
        LakeFiles files = LakePlace.existing(config);
        LakeFiles spools = LakePlace.spools(config, files);
        List<StreamStatus> found = new ArrayList<>();
        for (String stream : chosen) {
            found.add(new StatusReading(files, spools).of(stream));
        }
        Optional<String> compaction = LakeLock.owner(files, "compaction");
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(json(files, compaction, found));
            return ExitCode.DONE.code();
        }
        for (StreamStatus status : found) {
            print(out, status);
        }
        out.printf("lake %s%n", config.lake().root());
        line(out, "compaction", compaction.map(owner -> "runs: " + owner).orElse("does not run"));
        line(out, "space", Amount.bytes(files.freeBytes()) + " free");
        return ExitCode.DONE.code();
    }

    private void print(PrintWriter out, StreamStatus status) {
        out.println(status.name());
        line(out, "ingest", status.ingest().map(owner -> "runs: " + owner).orElse("does not run"));
        status.mark()
                .ifPresent(mark -> line(
                        out,
                        "source",
                        "heard " + ago(mark.heard())
                                + mark.missing()
                                        .map(cause -> ", not since then: " + cause.text())
                                        .orElse("")));
        line(
                out,
                "last",
                status.last().map(last -> last.name() + ", " + ago(last.time())).orElse("no microbatch yet"));
        if (status.spool().bytes() > 0) {
            line(
                    out,
                    "spool",
                    "%s chunks not committed, %s"
                            .formatted(
                                    Amount.count(status.spool().chunks()),
                                    Amount.bytes(status.spool().bytes())));
        }
        StreamStatus.Waiting waiting = status.waiting();
        String unreadable = waiting.unreadable() == 0
                ? ""
                : ", " + Amount.count(waiting.unreadable()) + " of them cannot be read: see bin/lake verify";
        line(
                out,
                "waiting",
                "%s microbatches, %s lines, %s%s"
                        .formatted(
                                Amount.count(waiting.microbatches()),
                                Amount.count(waiting.lines()),
                                Amount.bytes(waiting.bytes()),
                                unreadable));
        line(out, "plans", plans(status));
        line(out, "quarantine", Amount.count(status.quarantined()) + " lines");
    }

    private static String plans(StreamStatus status) {
        String finished = status.finishedPlan() == 0 ? "none finished" : status.finishedPlan() + " finished";
        return status.unfinishedPlan().isEmpty()
                ? finished
                : finished + ", " + status.unfinishedPlan().getAsLong() + " begun and not finished";
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-11s %s%n", name, value);
    }

    private String ago(Instant time) {
        Duration age = Duration.between(time, clock.instant());
        return age.isNegative() ? "at " + time : BalanceText.time(age) + " ago";
    }

    private static String json(LakeFiles files, Optional<String> compaction, List<StreamStatus> all)
            throws IOException {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("freeBytes", files.freeBytes());
        compaction.ifPresent(owner -> node.put("compaction", owner));
        ArrayNode streams = node.putArray("streams");
        for (StreamStatus status : all) {
            put(streams.addObject(), status);
        }
        return node.toPrettyString();
    }

    private static void put(ObjectNode node, StreamStatus status) {
        node.put("stream", status.name());
        status.ingest().ifPresent(owner -> node.put("ingest", owner));
        status.mark().ifPresent(mark -> {
            node.put("heard", mark.heard().toString());
            mark.missing().map(Cause::text).ifPresent(cause -> node.put("missing", cause));
        });
        status.last().ifPresent(last -> node.put("lastMicrobatch", last.name())
                .put("lastTime", last.time().toString()));
        node.putObject("spool")
                .put("chunks", status.spool().chunks())
                .put("bytes", status.spool().bytes());
        node.putObject("waiting")
                .put("microbatches", status.waiting().microbatches())
                .put("lines", status.waiting().lines())
                .put("bytes", status.waiting().bytes())
                .put("unreadable", status.waiting().unreadable());
        node.put("finishedPlan", status.finishedPlan());
        status.unfinishedPlan().ifPresent(plan -> node.put("unfinishedPlan", plan));
        node.put("quarantined", status.quarantined());
    }
}
