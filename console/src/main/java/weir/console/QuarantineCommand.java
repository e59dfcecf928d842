package weir.console;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.command.GlobalOptions;

/** {@code bin/lake quarantine}: lines that are no records, with the reason; and how to get rid of them. */
@Command(
        name = "quarantine",
        description = "Shows, requeues and drops lines that compaction found malformed.",
        subcommands = {
            QuarantineLsCommand.class,
            QuarantineShowCommand.class,
            QuarantineRequeueCommand.class,
            QuarantineDropCommand.class
        })
final class QuarantineCommand implements Callable<Integer> {

    /** Lets the options stand before the subcommand; picocli reads them from here. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(
                command.commandLine(), "lake quarantine needs one of: ls, show, requeue, drop; then a stream");
    }
}
