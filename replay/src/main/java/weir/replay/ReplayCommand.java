package weir.replay;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.command.CommandRunner;
import weir.lake.command.GlobalOptions;
import weir.lake.filter.Filter;

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
        prepareFilter();
        System.exit(CommandRunner.run(new ReplayCommand(), arguments));
    }

    /** Beside the reading of options and configuration, which needs nothing of it. */
    private static void prepareFilter() {
        Thread preparing = new Thread(Filter::prepare, "prepare filter");
        preparing.setDaemon(true);
        preparing.setUncaughtExceptionHandler((thread, failure) -> {}); // whoever filters meets it too
        preparing.start();
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                command.commandLine(), "replay needs one of: export, extract, report, serve, table");
    }
}
