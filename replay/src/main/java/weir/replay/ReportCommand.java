package weir.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
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
import weir.lake.config.ReportConfig;
import weir.lake.config.SessionSettings;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.report.Difference;
import weir.report.ReportChart;
import weir.report.ReportDefinition;
import weir.report.ReportRebuild;
import weir.report.Shadow;

/** {@code bin/replay report}: computes a report anew beside the live one and shows how it differs. */
@Command(
        name = "report",
        description = "Computes a range of a report anew, beside the live one, and shows how they differ.",
        subcommands = {ReportPromoteCommand.class, ReportDiscardCommand.class},
        footer = {
            "",
            "The live report is not changed: report promote REPORT takes the result, report discard REPORT drops it.",
            "Exits with 1 if --fail-on-diff is given and something differs."
        })
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private RangeOptions which;

    @Mixin
    private CareOptions care;

    @Mixin
    private DifferenceOptions shown;

    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "REPORT", description = "The report.")
    private String name;

    @Override
    public Integer call() throws Exception {
        if (name == null) {
            throw new ParameterException(
                    command.commandLine(), "report needs the name of a report, or one of: promote, discard");
        }
        WeirConfig config = options.load();
        ReportConfig report = config.report(name);
        TimeRange range = which.range();
        StreamSpec kept = which.filtered(config.stream(report.stream()).spec(), report.filter());
        ReportDefinition definition = ReportDefinition.of(config, report).withFilter(kept.filter());
        LakeFiles files = LakePlace.existing(config);
        ReportForecast forecast = new ReportForecast(config, files, definition, range);
        if (care.dryRun()) {
            forecast.print(command.commandLine().getOut());
        }
        if (care.requireCoverage()) {
            forecast.requireCoverage();
        }
        if (care.dryRun()) {
            return ExitCode.DONE.code();
        }
        return rebuild(config, report, forecast);
    }

    private static long computedBefore(ReportForecast forecast, Optional<TimeRange> left, long lines)
            throws IOException {
        if (left.isEmpty() || left.get().equals(forecast.range())) {
            return left.isEmpty() ? lines : 0;
        }
        return Math.max(0, lines - forecast.within(left.get()).lines());
    }

    private int rebuild(WeirConfig config, ReportConfig report, ReportForecast forecast) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .config(SessionSettings.of(config.spark()))
                .getOrCreate()) {
            ReportRebuild rebuild = new ReportRebuild(spark, forecast.files(), name);
            long lines = forecast.lines();
            Optional<TimeRange> left = rebuild.left(forecast.definition(), forecast.range());
            long before = computedBefore(forecast, left, lines);
            Shadow shadow;
            try (CapturedLines progress = CapturedLines.show(spark.sparkContext(), "report " + name, lines, before)) {
                shadow = rebuild.run(forecast.definition(), forecast.range());
            }
            Difference difference = rebuild.difference();
            PrintWriter out = command.commandLine().getOut();
            if (shown.json()) {
                out.print(DifferenceJson.ofReport(shadow, difference));
            } else {
                ReportChart.of(report, rebuild.shadowRows()).lines().forEach(out::println);
                DifferenceText.ofReport(shadow, difference).forEach(out::println);
            }
            out.flush();
            return shown.exitCode(difference);
        }
    }
}
