package weir.replay;

import picocli.CommandLine.Option;

import weir.lake.command.ExitCode;
import weir.report.Difference;

/** The options of who is shown a difference. */
final class DifferenceOptions {

    @Option(names = "--json", description = "Prints one JSON document instead of a text.")
    private boolean json;

    @Option(names = "--fail-on-diff", description = "Exits with 1 if something differs.")
    private boolean failOnDifference;

    boolean json() {
        return json;
    }

    int exitCode(Difference difference) {
        return (failOnDifference && !difference.isEmpty() ? ExitCode.FAILED : ExitCode.DONE).code();
    }
}
