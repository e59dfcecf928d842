package weir.replay;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

/** {@code bin/replay report}: rebuilds a report for a time range. */
@Command(
        name = "report",
        description = "Rebuilds a report for a time range: that range of its table is replaced in one commit.")
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private RangeOptions which;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "REPORT", description = "The report.")
    private String name;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        ReportConfig report = config.report(name);
        TimeRange range = which.closedRange();
        StreamSpec spec = which.filtered(config.stream(report.stream()).spec(), report.filter());
        LakeFiles files = LakePlace.existing(config);
        try (SparkSession spark = SparkSession.builder()
                .config(SessionSettings.of(config.spark()))
                .getOrCreate()) {
            ReportRebuild.Rebuilt rebuilt = new ReportRebuild(spark, files, report).run(spec, range);
            PrintWriter out = command.commandLine().getOut();
            ReportChart.of(report, rebuilt.rows()).lines().forEach(out::println);
            out.printf(
                    "Rebuilt %s from %s: %d rows from %d records where %s%n",
                    name, range, rebuilt.rows().size(), rebuilt.records(), spec.filter());
        }
        return ExitCode.DONE.code();
    }
}
