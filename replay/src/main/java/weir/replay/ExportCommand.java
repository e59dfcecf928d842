package weir.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.TimeOptions;
import weir.lake.config.ReportConfig;
import weir.lake.config.SessionSettings;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.replay.export.ExportFormat;
import weir.replay.export.ReportExport;
import weir.report.ReportDefinition;

/** {@code bin/replay export}: a report as a file. */
@Command(
        name = "export",
        description =
                "Writes a report, as its table is today, into a file: CSV, Parquet, or an HTML page with a chart, the"
                        + " table, and what is behind the numbers. The range is by the report's time. Changes nothing in"
                        + " the lake.")
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private TimeOptions time;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "REPORT", description = "The report.")
    private String name;

    @Option(
            names = "--format",
            paramLabel = "csv|parquet|html",
            description = "What to write; by default what the file's name ends in.")
    private String format;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to; replaced if it is there.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        ReportConfig report = config.report(name);
        ExportFormat chosen = format();
        TimeRange range = time.range();
        if (Files.isDirectory(out)) {
            throw new ParameterException(command.commandLine(), "--out names a file, but " + out + " is a folder");
        }
        ReportDefinition definition = ReportDefinition.of(config, report);
        LakeFiles files = LakePlace.existing(config);
        LakeFiles marks = LakePlace.spools(config, files);
        try (SparkSession spark = SparkSession.builder()
                .config(SessionSettings.of(config.spark()))
                .getOrCreate()) {
            ReportExport.Exported exported = new ReportExport(
                            spark, files, marks, report, definition, Clock.systemUTC())
                    .run(chosen, range, out);
            command.commandLine()
                    .getOut()
                    .printf(
                            "Wrote %d rows of %s, table version %d, to %s%n",
                            exported.rows(), name, exported.version(), out);
        }
        return ExitCode.DONE.code();
    }

    private ExportFormat format() {
        Optional<ExportFormat> chosen = format == null ? ExportFormat.of(out) : ExportFormat.of(format);
        return chosen.orElseThrow(() -> new ParameterException(
                command.commandLine(),
                format == null
                        ? "--format is missing, and %s does not end in one of: %s".formatted(out, ExportFormat.words())
                        : "--format must be one of %s, but is \"%s\"".formatted(ExportFormat.words(), format)));
    }
}
