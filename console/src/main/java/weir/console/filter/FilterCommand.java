package weir.console.filter;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.command.GlobalOptions;

/** {@code bin/lake filter}: tries filters. */
@Command(name = "filter", description = "Tries a filter before it counts.", subcommands = FilterTestCommand.class)
public final class FilterCommand implements Callable<Integer> {

    /** Lets the options stand before the subcommand; picocli reads them from here. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(command.commandLine(), "filter needs one of: test");
    }
}
