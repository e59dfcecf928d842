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
import weir.report.TableRebuilds;

/** {@code bin/replay table discard}: drops what was computed anew. */
@Command(name = "discard", description = "Drops what was computed anew; the live table stays as it is.")
final class TableDiscardCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        config.stream(stream);
        TableRebuilds.load().discard(LakePlace.existing(config), stream);
        command.commandLine().getOut().printf("Discarded what was computed anew of the table of %s%n", stream);
        return ExitCode.DONE.code();
    }
}
