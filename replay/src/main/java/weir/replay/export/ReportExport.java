package weir.replay.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.command.WholeFile;
import weir.lake.config.ReportConfig;
import weir.lake.coverage.Coverage;
import weir.lake.coverage.CoverageLog;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineCounts;
import weir.report.ReportDefinition;

/**
 * Writes a report's table, as it is today, into a file. The rows are those of a range, ordered by time, then by all
 * columns; of the same rows, CSV has the same bytes. The file is there when it is whole. For one thread.
 */
public final class ReportExport {

    private final SparkSession spark;
    private final LakeFiles files;
    private final LakeFiles marks;
    private final ReportConfig report;
    private final ReportDefinition definition;
    private final Clock clock;

    /**
     * @param spark a session with Delta
     * @param marks where spools and alive marks are: the lake, or another place
     * @param definition how the configuration says that the report's rows are computed
     */
    public ReportExport(
            SparkSession spark,
            LakeFiles files,
            LakeFiles marks,
            ReportConfig report,
            ReportDefinition definition,
            Clock clock) {
        this.spark = spark;
        this.files = files;
        this.marks = marks;
        this.report = report;
        this.definition = definition;
        this.clock = clock;
    }

    /**
     * What was exported.
     *
     * @param rows how many
     * @param version of the table
     */
    public record Exported(long rows, long version) {}

    /**
     * Writes a file.
     *
     * @param range by the report's time; {@link TimeRange#ALL} for all rows
     * @throws IOException if the report has no table, or the file cannot be written
     */
    public Exported run(ExportFormat format, TimeRange range, Path out) throws IOException {
        ReportTable table = ReportTable.open(spark, files, report);
        long rows =
                switch (format) {
                    case CSV -> csv(table, range, out);
                    case PARQUET -> parquet(table, range, out);
                    case HTML -> html(table, range, out);
                };
        return new Exported(rows, table.commits().get(0).version());
    }

    private static long csv(ReportTable table, TimeRange range, Path out) throws IOException {
        CountedRows rows = new CountedRows(table.values(range));
        WholeFile.write(out, target -> new Csv(target).write(table.names(), rows));
        return rows.count();
    }

    private long html(ReportTable table, TimeRange range, Path out) throws IOException {
        ReportRows rows = table.collect(range);
        TimeRange shown = shown(rows, range);
        ReportPage page = new ReportPage(report, rows, footnote(table, shown));
        WholeFile.write(out, target -> target.write(page.html().getBytes(StandardCharsets.UTF_8)));
        return rows.rows().size();
    }

    /** Spark writes a folder; the one file in it is what was asked for. */
    private static long parquet(ReportTable table, TimeRange range, Path out) throws IOException {
        long[] rows = {0};
        WholeFile.write(out, target -> {
            Path folder = Files.createTempDirectory("weir-export");
            try {
                rows[0] = parquet(table, range, folder, target);
            } finally {
                remove(folder);
            }
        });
        return rows[0];
    }

    private static long parquet(ReportTable table, TimeRange range, Path folder, OutputStream out) throws IOException {
        String uri = folder.toUri().toString();
        table.rows(range).write().mode(SaveMode.Overwrite).parquet(uri);
        try (Stream<Path> written = Files.list(folder)) {
            Path part = written.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Spark has written no Parquet file into " + folder));
            Files.copy(part, out);
        }
        return table.count(range);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What was asked for, or from the first to the last row. */
    private TimeRange shown(ReportRows rows, TimeRange range) {
        List<Instant> times = rows.rows().stream()
                .map(row -> row.get(rows.time()))
                .filter(Timestamp.class::isInstance)
                .map(time -> ((Timestamp) time).toInstant())
                .toList();
        if (times.isEmpty()) {
            return range;
        }
        boolean open = range.from().equals(TimeRange.ALL.from());
        boolean endless = range.to().equals(TimeRange.ALL.to());
        return new TimeRange(
                open ? times.get(0) : range.from(),
                endless ? times.get(times.size() - 1).plus(report.grain()) : range.to());
    }

    private Footnote footnote(ReportTable table, TimeRange range) throws IOException {
        List<StreamNote> streams = new ArrayList<>();
        for (StreamSpec spec : definition.streams()) {
            streams.add(note(spec.name(), range));
        }
        return new Footnote(range, definition, table.commits(), streams);
    }

    private StreamNote note(String stream, TimeRange range) throws IOException {
        CoverageLog log = new CoverageLog(files, marks, stream, clock);
        List<Coverage> coverage = new ArrayList<>();
        for (TimeRange hours : CaptureHours.of(new History(files, stream), range)) {
            coverage.add(log.read(hours, Long.MAX_VALUE, manifests -> {}).coverage());
        }
        QuarantineCounts quarantine = new Quarantine(files, stream)
                        .counts(microbatch -> coverage.stream()
                                .anyMatch(part -> part.range().meets(microbatch.time(), microbatch.time())))
                        .values()
                        .stream()
                        .reduce(QuarantineCounts.NONE, QuarantineCounts::and);
        return new StreamNote(stream, coverage, quarantine);
    }
}
