package weir.replay;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.command.CommandRunner;
import weir.lake.command.GlobalOptions;

/** {@code bin/replay}: reads raw and archived lines back. */
@Command(
        name = "replay",
        description = "Reads raw and archived lines of a time range back through a filter.",
        subcommands = {
            ExportCommand.class,
            ExtractCommand.class,
            ReportCommand.class,
            ServeCommand.class,
            TableCommand.class
        })
public final class ReplayCommand implements Callable<Integer> {

    /** Lets the options stand before the subcommand; picocli reads them from here. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(CommandRunner.run(new ReplayCommand(), arguments));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                command.commandLine(), "replay needs one of: export, extract, report, serve, table");
    }
}
