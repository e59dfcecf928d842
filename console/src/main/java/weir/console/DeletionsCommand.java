package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.StreamSpec;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.DeletionReceipt;
import weir.lake.history.DeletionReceipts;

/** {@code bin/lake deletions}: for each message that took something back, when it was asked and when it was gone from where. */
@Command(
        name = "deletions",
        description =
                "Says for each message that took something back when it was asked, and when it was gone from where.")
final class DeletionsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINE = "%-20s  %-15s  %-32s  %6s  %-20s  %-20s  %s%n";

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(names = "--json", description = "Prints one JSON object a line instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        StreamSpec spec = config.stream(stream).spec();
        LakeFiles files = LakePlace.existing(config);
        List<DeletionReceipt> receipts = new DeletionReceipts(files, spec).all();
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            receipts.forEach(receipt -> out.println(json(receipt)));
        } else if (receipts.isEmpty()) {
            out.println(
                    spec.schema().deletions().isEmpty()
                            ? "The schema of " + stream
                                    + " names no message that takes something back (deletions = [ … ])."
                            : "Nothing was asked to be deleted from " + stream + ".");
        } else {
            out.printf(Locale.ROOT, LINE, "asked (UTC)", "message", "of", "rows", "table", "archive", "old versions");
            receipts.forEach(receipt -> out.printf(
                    Locale.ROOT,
                    LINE,
                    time(receipt.asked()),
                    receipt.message(),
                    receipt.of(),
                    receipt.plan().isEmpty() ? "" : String.valueOf(receipt.rows()),
                    table(receipt),
                    receipt.archive().map(DeletionsCommand::time).orElse("not yet"),
                    versions(receipt)));
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String table(DeletionReceipt receipt) {
        if (receipt.plan().isEmpty()) {
            return "waits";
        }
        return receipt.table().map(DeletionsCommand::time).orElse("had no row");
    }

    private static String versions(DeletionReceipt receipt) {
        if (receipt.plan().isPresent() && receipt.table().isEmpty()) {
            return "had no row";
        }
        return receipt.versions().map(DeletionsCommand::time).orElse("not yet");
    }

    private static ObjectNode json(DeletionReceipt receipt) {
        ObjectNode node = JSON.createObjectNode()
                .put("asked", receipt.asked().toString())
                .put("message", receipt.message())
                .put("of", receipt.of())
                .put("microbatch", receipt.asked().toEpochMilli())
                .put("line", receipt.line())
                .put("rows", receipt.rows());
        receipt.plan().ifPresent(plan -> node.put("plan", plan));
        put(node, "table", receipt.table());
        put(node, "archive", receipt.archive());
        put(node, "versions", receipt.versions());
        return node;
    }

    private static void put(ObjectNode node, String name, Optional<Instant> at) {
        at.ifPresent(time -> node.put(name, time.toString()));
    }
}
