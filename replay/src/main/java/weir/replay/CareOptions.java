package weir.replay;

import picocli.CommandLine.Option;

/** The options of who wants to know first what a replay would cost and what it lacks. */
final class CareOptions {

    @Option(
            names = "--dry-run",
            description =
                    "Says what would be read, how much is expected of it by a sample, how long it takes, and which"
                            + " gaps the range has; writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--require-coverage",
            description = "Exits with 3, before anything is written, if messages may be missing in the range.")
    private boolean requireCoverage;

    boolean dryRun() {
        return dryRun;
    }

    boolean requireCoverage() {
        return requireCoverage;
    }
}
