package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.QuarantineOrders;

/** {@code bin/lake quarantine requeue}: lines that are malformed no longer go back to the raw zone. */
@Command(
        name = "requeue",
        description =
                "Judges lines in quarantine again, with the schema and the filter of today. Those that are malformed"
                        + " no longer go back to the raw zone, byte for byte, as a microbatch of their own; the others stay,"
                        + " as they would only come back.")
final class QuarantineRequeueCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private QuarantineTarget target = new QuarantineTarget();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        LineSelection selection = target.selection();
        PrintWriter out = command.commandLine().getOut();
        String stream = target.spec(config).name();
        try (QuarantineOrders orders = target.orders(config)) {
            OrderReport.printFinished(out, orders.finished());
            OrderReport.print(out, stream, orders.requeue(selection));
        }
        return ExitCode.DONE.code();
    }
}
