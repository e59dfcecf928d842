package weir.replay;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.report.ReportRebuild;

/** {@code bin/replay report discard}: drops what was computed anew. */
@Command(name = "discard", description = "Drops what was computed anew; the live report stays as it is.")
final class ReportDiscardCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "REPORT", description = "The report.")
    private String name;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        config.report(name);
        ReportRebuild.discard(LakePlace.existing(config), name);
        command.commandLine().getOut().printf("Discarded what was computed anew of %s%n", name);
        return ExitCode.DONE.code();
    }
}
