package weir.lake.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import weir.lake.config.ConfigException;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("unused")
class CommandRunnerTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Map<String, String> environment = Map.of();

    @Command(
            name = "replay",
            subcommands = {Extract.class, Report.class})
    static final class Replay {
        @Mixin
        private GlobalOptions options;
    }

    @Command(name = "extract", description = "Writes lines.")
    static final class Extract implements Callable<Integer> {
        @Mixin
        private GlobalOptions options;

        @Option(names = "--from")
        private String from;

        @Override
        public Integer call() {
            return 0;
        }
    }

    @Command(name = "report")
    static final class Report implements Callable<Integer> {
        @Override
        public Integer call() {
            return ExitCode.DONE.code();
        }
    }

    @Command(name = "fail")
    record Fail(Exception exception) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw exception;
        }
    }

    @Test
    void aCommandChoosesItsExitCode() {
        assertThat(run(new Replay(), "extract")).isEqualTo(0);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsHelpAndVersion() {
        assertThat(run(new Replay(), "extract", "--help")).isEqualTo(0);
        assertThat(run(new Replay(), "--version")).isEqualTo(0);
        assertThat(out.toString())
                .contains("Writes lines.", "--conf=FILE", "-D=KEY=VALUE", "--version")
                .endsWith("weir development%n".formatted());
    }

    @Test
    void refusesAnUnknownOptionWithWhatWasMeant() {
        assertThat(run(new Replay(), "extract", "--fromm")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        """
                        weir: Unknown option: '--fromm'; did you mean --from?
                        Try 'replay extract --help'.
                        """);
    }

    @Test
    void refusesAnUnknownSubcommandWithWhatWasMeant() {
        assertThat(run(new Replay(), "exract")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        """
                        weir: Unmatched argument at index 0: 'exract'; did you mean extract?
                        Try 'replay --help'.
                        """);
    }

    @Test
    void refusesAMissingSubcommand() {
        assertThat(run(new Replay())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        """
                        weir: Missing required subcommand
                        Try 'replay --help'.
                        """);
    }

    @Test
    void exitsWithTwoForAConfigurationThatCannotBeUsed() {
        Exception wrapped = new ExecutionException(new ConfigException("Cannot use it", List.of("a", "b")));

        assertThat(run(new Fail(wrapped))).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("weir: Cannot use it:\n  1. a\n  2. b\n");
    }

    @Test
    void exitsWithThreeIfAPersonMustDecide() {
        assertThat(run(new Fail(new DecisionNeededException("Cannot tell whether plan 7 was committed"))))
                .isEqualTo(3);
        assertThat(err.toString()).isEqualTo("weir: Cannot tell whether plan 7 was committed\n");
    }

    @Test
    void exitsWithOneForAFailureAndNamesItsCause() {
        Exception failure =
                new IllegalStateException("Cannot write part-00000", new NoSuchFileException("lake/raw/tweets"));

        assertThat(run(new Fail(failure))).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("weir: Cannot write part-00000: there is no file lake/raw/tweets\n");
    }

    @Test
    void leavesOutACauseThatAddsNothing() {
        Exception failure =
                new IllegalStateException("Cannot listen: port 80 is taken", new Exception("port 80 is taken"));

        assertThat(run(new Fail(failure))).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("weir: Cannot listen: port 80 is taken\n");
    }

    @Test
    void leavesOutStackTracesWithinAMessage() {
        Exception failure = new IllegalStateException(
                "Job aborted: Lost task 0.0: java.io.IOException: no.parquet is gone\n\tat a.B.c(B.java:1)\n\nDriver stacktrace:",
                new IOException("no.parquet is gone"));

        assertThat(run(new Fail(failure))).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("weir: Job aborted: Lost task 0.0: java.io.IOException: no.parquet is gone\n");
    }

    @Test
    void saysHowToSeeMoreOfWhatNobodyExpected() {
        assertThat(run(new Fail(new ArithmeticException("/ by zero")))).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("weir: ArithmeticException: / by zero (unexpected; WEIR_DEBUG=1 shows where it happened)\n");
    }

    @Test
    void showsWhereItHappenedWhenAsked() {
        environment = Map.of("WEIR_DEBUG", "1");

        assertThat(run(new Fail(new ArithmeticException("/ by zero")))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("weir: ArithmeticException: / by zero\njava.lang.ArithmeticException: / by zero\n\tat ");
    }

    private int run(Object command, String... args) {
        return CommandRunner.run(command, new PrintWriter(out, true), new PrintWriter(err, true), environment, args);
    }
}
