package weir.lake.command;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a command and turns whatever happens into one message and an {@link ExitCode}. A stack trace is printed only if
 * the environment has {@code WEIR_DEBUG=1}.
 */
public final class CommandRunner {
    private static final String DEBUG = "WEIR_DEBUG";
    private static final String PROGRAM = "weir: ";

    private final PrintWriter err;
    private final boolean debug;

    private CommandRunner(PrintWriter err, boolean debug) {
        this.err = err;
        this.debug = debug;
    }

    /**
     * Parses the arguments and runs the command they name; returns when it has ended.
     *
     * @param command a picocli command; the value of a {@code Callable<Integer>} is the exit code
     * @return the code to leave the process with
     */
    public static int run(Object command, String... args) {
        ClassArchive.removeUnlessUsed(System.getProperty(ClassArchive.PROPERTY), ClassArchive::isUsed);
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, Charset.defaultCharset()), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, Charset.defaultCharset()), true);
        return run(command, out, err, System.getenv(), args);
    }

    static int run(Object command, PrintWriter out, PrintWriter err, Map<String, String> environment, String... args) {
        CommandRunner runner = new CommandRunner(err, "1".equals(environment.get(DEBUG)));
        return new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> runner.refuse(exception))
                .setExecutionExceptionHandler((exception, line, parsed) -> runner.report(exception))
                .execute(args);
    }

    private int refuse(ParameterException exception) {
        String message = exception.getMessage();
        if (exception instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                message += "; did you mean " + String.join(" or ", near) + "?";
            } else if (!exception.getCommandLine().getSubcommands().isEmpty()) {
                message += "; the commands are "
                        + String.join(
                                ", ",
                                exception.getCommandLine().getSubcommands().keySet());
            }
        }
        err.println(PROGRAM + message);
        err.printf(
                "Try '%s --help'.%n",
                exception.getCommandLine().getCommandSpec().qualifiedName());
        return ExitCode.USAGE.code();
    }

    private int report(Exception exception) {
        if (exception instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        Failure failure = Failure.of(exception);
        String advice = failure.expected() || debug ? "" : " (unexpected; WEIR_DEBUG=1 shows where it happened)";
        err.println(PROGRAM + failure.message() + advice);
        if (debug) {
            exception.printStackTrace(err);
        }
        return failure.code().code();
    }
}
