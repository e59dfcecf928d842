package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.Order;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineCounts;
import weir.lake.quarantine.QuarantineFile;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.quarantine.QuarantineReader;
import weir.lake.quarantine.QuarantinedLine;

/** {@code bin/lake quarantine ls}: how many lines are in quarantine, by reason, day and plan. */
@Command(name = "ls", description = "Counts the lines in quarantine by reason, day and plan.")
final class QuarantineLsCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private QuarantineTarget target = new QuarantineTarget();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        String stream = target.spec(config).name();
        LakeFiles files = LakeFiles.of(config.lake().root());
        Quarantine quarantine = new Quarantine(files, stream);
        Map<Group, Long> groups = groups(quarantine, target.selection());
        QuarantineCounts counts = quarantine
                .counts(microbatch -> target.selection().range().meets(microbatch.time(), microbatch.time()))
                .values()
                .stream()
                .reduce(QuarantineCounts.NONE, QuarantineCounts::and);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(json(stream, groups, counts));
        } else {
            print(out, stream, groups, counts);
            Optional<Order> unfinished = QuarantineOrders.unfinished(files, stream);
            unfinished.ifPresent(order -> out.printf(
                    "Order %d (%d lines to be %s) is not finished; the next requeue or drop finishes it first.%n",
                    order.number(), order.lines(), order.decision().text()));
        }
        return ExitCode.DONE.code();
    }

    private static Map<Group, Long> groups(Quarantine quarantine, LineSelection selection) throws IOException {
        Map<Group, Long> groups = new TreeMap<>();
        for (QuarantineFile file : quarantine.files()) {
            try (QuarantineReader reader = quarantine.open(file)) {
                for (Optional<QuarantinedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                    if (selection.includes(line.get())) {
                        groups.merge(
                                new Group(line.get().malformed().reason(), file.date(), file.plan()), 1L, Long::sum);
                    }
                }
            }
        }
        return groups;
    }

    private static void print(PrintWriter out, String stream, Map<Group, Long> groups, QuarantineCounts counts) {
        if (groups.isEmpty()) {
            out.printf("No lines of %s are in quarantine.", stream);
        } else {
            out.printf("%-14s %-10s %8s %10s%n", "reason", "day", "plan", "lines");
            groups.forEach((group, lines) ->
                    out.printf("%-14s %-10s %8d %,10d%n", group.reason(), group.day(), group.plan(), lines));
            out.printf(
                    "%,d lines of %s are in quarantine.",
                    groups.values().stream().mapToLong(Long::longValue).sum(), stream);
        }
        out.printf(" %,d were requeued, %,d dropped.%n", counts.requeued(), counts.dropped());
    }

    private static String json(String stream, Map<Group, Long> groups, QuarantineCounts counts) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("stream", stream)
                .put("held", groups.values().stream().mapToLong(Long::longValue).sum())
                .put("requeued", counts.requeued())
                .put("dropped", counts.dropped());
        ArrayNode all = node.putArray("groups");
        groups.forEach((group, lines) -> all.addObject()
                .put("reason", group.reason())
                .put("day", group.day().toString())
                .put("plan", group.plan())
                .put("lines", lines));
        return node.toString();
    }

    /** What is counted together. */
    private record Group(String reason, LocalDate day, long plan) implements Comparable<Group> {

        private static final Comparator<Group> ORDER =
                Comparator.comparing(Group::reason).thenComparing(Group::day).thenComparing(Group::plan);

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
    }
}
