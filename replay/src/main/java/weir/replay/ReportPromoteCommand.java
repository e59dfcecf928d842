package weir.replay;

import java.time.Clock;
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
import weir.report.Promotion;

/** {@code bin/replay report promote}: what was computed anew takes the place of the live rows. */
@Command(
        name = "promote",
        description = "Replaces exactly the range of the live report that was computed anew, in one commit.",
        footer = {
            "",
            "Exits with 3, and changes nothing, if the live report has moved on in that range since the two were"
                    + " compared."
        })
final class ReportPromoteCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "REPORT", description = "The report.")
    private String name;

    @Option(
            names = "--despite-changes",
            description = "Promotes although the live report has moved on; the windows that have changed since are"
                    + " computed anew as the rest was.")
    private boolean despiteChanges;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        config.report(name);
        LakeFiles files = LakePlace.existing(config);
        LakeFiles marks = LakePlace.spools(config, files);
        try (SparkSession spark = SparkSession.builder()
                .config(SessionSettings.of(config.spark()))
                .getOrCreate()) {
            Promotion.Promoted promoted = new Promotion(spark, files, marks, Clock.systemUTC(), name)
                    .run(despiteChanges ? Promotion.Changes.COMPUTED_ANEW : Promotion.Changes.REFUSED);
            command.commandLine()
                    .getOut()
                    .printf(
                            "Promoted %s, %s: it is version %d of the report%n",
                            name, DifferenceText.range(promoted.shadow().range()), promoted.version());
            return ExitCode.DONE.code();
        }
    }
}
