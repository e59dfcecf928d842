package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.QuarantineOrders;

/** {@code bin/lake quarantine drop}: lines that nobody wants to keep in quarantine. */
@Command(
        name = "drop",
        description =
                "Removes lines from quarantine for good. They stay counted as dropped, and in the archive, which keeps"
                        + " what was captured.")
final class QuarantineDropCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private QuarantineTarget target = new QuarantineTarget();

    @Option(names = "--yes", description = "Removes all lines if none are chosen.")
    private boolean yes;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        LineSelection selection = target.selection();
        String stream = target.spec(config).name();
        if (!target.chosen() && !yes) {
            throw new ParameterException(
                    command.commandLine(),
                    "drop removes lines for good: choose some with --reason, --from or --to, or say --yes for all of "
                            + stream);
        }
        PrintWriter out = command.commandLine().getOut();
        try (QuarantineOrders orders = target.orders(config)) {
            OrderReport.printFinished(out, orders.finished());
            OrderReport.print(out, stream, orders.drop(selection));
        }
        return ExitCode.DONE.code();
    }
}
