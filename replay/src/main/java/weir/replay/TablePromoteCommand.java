package weir.replay;

import java.util.concurrent.Callable;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.SessionSettings;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.report.Promotion.Changes;
import weir.report.TableRebuilds;
import weir.report.TableRebuilds.Promoted;

/** {@code bin/replay table promote}: what was computed anew takes the place of the live rows. */
@Command(
        name = "promote",
        description =
                "Replaces the table of a stream by what was computed anew, in one commit; coverage, quarantine and the"
                        + " results of plans then say the same.",
        footer = {
            "",
            "Exits with 3, and changes nothing, if the table, its plans or its quarantine have moved on since the two were"
                    + " compared. No compaction can run meanwhile."
        })
final class TablePromoteCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(
            names = "--despite-changes",
            description =
                    "Promotes although something has moved on: the table is computed again in the same way, through the"
                            + " last plan, and that is promoted without being shown.")
    private boolean despiteChanges;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        config.stream(stream);
        LakeFiles files = LakePlace.existing(config);
        try (SparkSession spark = SparkSession.builder()
                .config(SessionSettings.of(config.spark()))
                .getOrCreate()) {
            Promoted promoted = TableRebuilds.load()
                    .promote(spark, files, stream, despiteChanges ? Changes.COMPUTED_ANEW : Changes.REFUSED);
            command.commandLine()
                    .getOut()
                    .printf(
                            "Promoted the table of %s, through plan %d, where %s: it is version %d of the table%n",
                            stream,
                            promoted.shadow().plan(),
                            promoted.shadow().spec().filter(),
                            promoted.version());
            return ExitCode.DONE.code();
        }
    }
}
