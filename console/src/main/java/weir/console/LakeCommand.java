package weir.console;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.console.doctor.DoctorCommand;
import weir.console.filter.FilterCommand;
import weir.console.sql.SqlCommand;
import weir.lake.command.CommandRunner;
import weir.lake.command.GlobalOptions;

/** {@code bin/lake}: commands over the whole lake. */
@Command(
        name = "lake",
        description = "Commands over the whole lake.",
        subcommands = {
            CoverageCommand.class,
            DeletionsCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            FilterCommand.class,
            ImportCommand.class,
            QuarantineCommand.class,
            SqlCommand.class,
            StatusCommand.class,
            VerifyCommand.class
        })
public final class LakeCommand implements Callable<Integer> {

    /** Lets the options stand before the subcommand; picocli reads them from here. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(CommandRunner.run(new LakeCommand(), arguments));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                command.commandLine(),
                "lake needs one of: " + String.join(", ", command.subcommands().keySet()));
    }
}
