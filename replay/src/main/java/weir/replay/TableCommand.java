package weir.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.StreamSpec;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.SessionSettings;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.report.Difference;
import weir.report.TableRebuilds;
import weir.report.TableShadow;

/** {@code bin/replay table}: computes a stream's table anew beside the live one and shows how it differs. */
@Command(
        name = "table",
        description = "Computes the table of a stream anew, beside the live one, and shows how they differ.",
        subcommands = {TablePromoteCommand.class, TableDiscardCommand.class},
        footer = {
            "",
            "It is computed from all that compaction has taken, with the configured schema and filter, or that of --where:"
                    + " a table has one schema and one filter, so there is no --from and no --to.",
            "The live table is not changed: table promote STREAM takes the result, table discard STREAM drops it.",
            "Exits with 1 if --fail-on-diff is given and something differs."
        })
final class TableCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private FilterOption filter;

    @Mixin
    private CareOptions care;

    @Mixin
    private DifferenceOptions shown;

    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Override
    public Integer call() throws Exception {
        if (stream == null) {
            throw new ParameterException(
                    command.commandLine(), "table needs the name of a stream, or one of: promote, discard");
        }
        WeirConfig config = options.load();
        StreamSpec spec = filter.applied(config.stream(stream).spec()); // a wrong name is told before a missing lake
        LakeFiles files = LakePlace.existing(config);
        TableForecast forecast = new TableForecast(config, files, spec);
        if (care.dryRun()) {
            forecast.print(command.commandLine().getOut());
        }
        if (care.requireCoverage()) {
            forecast.requireCoverage();
        }
        return care.dryRun() ? ExitCode.DONE.code() : rebuild(config, forecast);
    }

    private int rebuild(WeirConfig config, TableForecast forecast) throws IOException {
        TableRebuilds rebuilds = TableRebuilds.load();
        try (SparkSession spark = SparkSession.builder()
                .config(SessionSettings.of(config.spark()))
                .getOrCreate()) {
            long before = forecast.passed(rebuilds.computedLines(spark, forecast.files(), forecast.spec()));
            TableShadow shadow;
            try (CapturedLines progress =
                    CapturedLines.show(spark.sparkContext(), "table " + stream, forecast.readLines(), before)) {
                shadow = rebuilds.compute(spark, forecast.files(), forecast.spec());
            }
            Difference difference = rebuilds.difference(spark, forecast.files(), stream);
            PrintWriter out = command.commandLine().getOut();
            if (shown.json()) {
                out.print(DifferenceJson.ofTable(shadow, difference));
            } else {
                DifferenceText.ofTable(shadow, difference).forEach(out::println);
            }
            out.flush();
            return shown.exitCode(difference);
        }
    }
}
