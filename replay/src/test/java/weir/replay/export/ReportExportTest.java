package weir.replay.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.Plans;
import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.config.ReportConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.lake.raw.Cause;
import weir.lake.raw.Connection;
import weir.lake.raw.Counts;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;
import weir.replay.DeltaSession;
import weir.report.FreshReports;
import weir.report.ReportDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Tag("spark")
@ExtendWith(DeltaSession.class)
class ReportExportTest {

    private static final String HOSTILE =
            "</td><script>document.title='owned'</script>\"><img src=x onerror=alert(1)>&amp;";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T00:00:00Z"), ZoneOffset.UTC);
    private static final Pattern BAR = Pattern.compile(
            "<rect class=\"bar s\\d\"[^>]* data-time=\"([^\"]*)\" data-series=\"([^\"]*)\" data-value=\"([^\"]*)\"");

    @TempDir
    private Path folder;

    private final StreamSpec spec = Lines.events("true");
    private final ReportConfig report = new ReportConfig(
            "events_per_lang",
            "events",
            "true",
            "SELECT date_trunc('HOUR', at) AS hour, lang, count(*) AS events, array_sort(collect_list(id)) AS ids"
                    + " FROM kept GROUP BY 1, 2",
            "hour",
            Duration.ofHours(1));
    private final ReportDefinition definition =
            new ReportDefinition(spec, List.of(), report.sql(), report.time(), report.grain(), report.key());
    private LakeFiles files;

    @BeforeEach
    void fillLake() throws IOException {
        files = LakeFiles.of(folder.resolve("lake").toString());
        Lines.commit(
                files,
                spec,
                Instant.parse("2026-11-22T12:00:00Z").toEpochMilli(),
                List.of(
                        Lines.event(1, "2026-11-22T09:10:00Z", "pt"),
                        Lines.event(2, "2026-11-22T10:10:00Z", "pt"),
                        Lines.event(3, "2026-11-22T10:20:00Z", "es"),
                        Lines.event(4, "2026-11-22T10:59:59Z", "es"),
                        hostile(5),
                        hostile(6),
                        hostile(7),
                        Lines.event(8, "2026-11-22T12:00:00Z", "pt"),
                        Lines.utf8("{\"id\":"),
                        Lines.utf8("{\"limit\":{\"track\":3}}")));
        new RawZone(files, "events")
                .commit(new Manifest(
                        new Microbatch(
                                "events", Instant.parse("2026-11-22T12:00:05Z").toEpochMilli()),
                        List.of(),
                        Counts.NOTHING,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "0123456789abcdef",
                        List.of(new Connection(
                                Instant.parse("2026-11-22T11:40:00Z"), Instant.parse("2026-11-22T12:00:05Z"), 3)),
                        List.of(Gap.of(
                                Cause.NETWORK,
                                Instant.parse("2026-11-22T11:10:00Z"),
                                Instant.parse("2026-11-22T11:40:00Z"),
                                "connection reset <by> peer")),
                        "weir test"));
    }

    private static byte[] hostile(int id) {
        return Lines.utf8("{\"id\":%d,\"at\":\"2026-11-22T10:30:00Z\",\"lang\":\"%s\"}"
                .formatted(id, HOSTILE.replace("\"", "\\\"")));
    }

    private ReportExport export(SparkSession spark) {
        return new ReportExport(spark, files, files, report, definition, CLOCK);
    }

    private void write(SparkSession spark) {
        List<Row> rows = List.of(
                row("12", "pt", 8),
                row("10", "es", 3, 4),
                row("10", HOSTILE, 5, 6, 7),
                row("09", "pt", 1),
                row("10", "pt", 2));
        StructType schema = StructType.fromDDL("hour timestamp, lang string, events bigint, ids array<bigint>");
        commit(
                spark.createDataFrame(rows, schema),
                "overwrite",
                spec.filter(),
                TimeRange.parse("2026-11-22", "2026-11-23"));
    }

    private static Row row(String hour, String lang, long... ids) {
        return RowFactory.create(
                Timestamp.from(Instant.parse("2026-11-22T" + hour + ":00:00Z")),
                lang,
                (long) ids.length,
                LongStream.of(ids).boxed().toArray(Long[]::new));
    }

    /** As a commit of a report says it. */
    private void commit(Dataset<Row> rows, String mode, String filter, TimeRange range) {
        String metadata =
                "{\"writer\":\"weir\",\"format\":1,\"filter\":\"%s\",\"sql\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
                        .formatted(
                                definition.withFilter(filter).filterHash(),
                                definition.sqlHash(),
                                range.from(),
                                range.to());
        rows.write()
                .format("delta")
                .mode(mode)
                .option("userMetadata", metadata)
                .save(files.uri(Tables.ofReport(report.name())));
    }

    @Test
    void givesTheSameBytesForTheSameRows(SparkSession spark) throws IOException {
        write(spark);
        export(spark).run(ExportFormat.CSV, TimeRange.ALL, folder.resolve("one.csv"));
        write(spark); // the same rows in other files
        ReportExport.Exported again = export(spark).run(ExportFormat.CSV, TimeRange.ALL, folder.resolve("two.csv"));

        assertThat(folder.resolve("two.csv")).hasSameBinaryContentAs(folder.resolve("one.csv"));
        List<String> records = List.of(
                "hour,lang,events,ids",
                "2026-11-22T09:00:00Z,pt,1,[1]",
                "2026-11-22T10:00:00Z,\"" + HOSTILE.replace("\"", "\"\"") + "\",3,\"[5,6,7]\"",
                "2026-11-22T10:00:00Z,es,2,\"[3,4]\"",
                "2026-11-22T10:00:00Z,pt,1,[2]",
                "2026-11-22T12:00:00Z,pt,1,[8]");
        assertThat(Files.readString(folder.resolve("one.csv"))).isEqualTo(String.join("\r\n", records) + "\r\n");
        assertThat(again.rows()).isEqualTo(5);
        assertThat(again.version()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatIsNotInTheRange(SparkSession spark) throws IOException {
        write(spark);

        ReportExport.Exported exported = export(spark)
                .run(
                        ExportFormat.CSV,
                        TimeRange.parse("2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z"),
                        folder.resolve("nine.csv"));

        assertThat(exported.rows()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("nine.csv")))
                .isEqualTo("hour,lang,events,ids\r\n2026-11-22T09:00:00Z,pt,1,[1]\r\n");
    }

    @Test
    void writesOneParquetFileWithTheTypesOfTheTable(SparkSession spark) throws IOException {
        write(spark);

        export(spark).run(ExportFormat.PARQUET, TimeRange.ALL, folder.resolve("report.parquet"));

        assertThat(folder.resolve("report.parquet")).isRegularFile();
        Dataset<Row> read =
                spark.read().parquet(folder.resolve("report.parquet").toString());
        Dataset<Row> table = table(spark);
        assertThat(read.schema().simpleString()).isEqualTo(table.schema().simpleString());
        assertThat(read.count()).isEqualTo(5);
        assertThat(read.exceptAll(table).count()).isZero();
    }

    @Test
    void showsTheRightNumbersInTheBrowser(SparkSession spark) throws Exception {
        Optional<Chromium> chromium = Chromium.find(folder);
        assumeTrue(chromium.isPresent(), "There is no Chromium on the PATH");
        write(spark);
        Path page = folder.resolve("report.html");
        export(spark).run(ExportFormat.HTML, TimeRange.parse("2026-11-22", "2026-11-23"), page);

        String dom = chromium.get().dom(page);

        Map<String, String> bars = new TreeMap<>();
        Matcher bar = BAR.matcher(dom);
        while (bar.find()) {
            bars.put(bar.group(1) + " " + unescaped(bar.group(2)), bar.group(3));
        }
        assertThat(bars)
                .isEqualTo(Map.of(
                        "2026-11-22T09:00:00Z pt",
                        "1",
                        "2026-11-22T10:00:00Z pt",
                        "1",
                        "2026-11-22T10:00:00Z es",
                        "2",
                        "2026-11-22T10:00:00Z " + HOSTILE,
                        "3",
                        "2026-11-22T12:00:00Z pt",
                        "1"));
        assertThat(between(dom, "<li id=\"fact-total\"><b>", "</b>")).isEqualTo("8");
        assertThat(between(dom, "<title>", "</title>")).isEqualTo("events_per_lang");
        assertThat(dom).doesNotContain("<script", "<img").contains("data-cause=\"network\"");
        assertThat(cells(dom)).hasSize(5 * 4).contains(HOSTILE, "[5,6,7]");
    }

    @Test
    void saysWhatIsBehindTheNumbers(SparkSession spark) throws IOException {
        write(spark);
        TimeRange noon = TimeRange.parse("2026-11-22T12:00:00Z", "2026-11-22T13:00:00Z");
        commit(table(spark).where("hour = '2026-11-22T12:00:00Z'"), "append", "lang = 'pt'", noon);
        Path page = folder.resolve("report.html");

        export(spark).run(ExportFormat.HTML, TimeRange.ALL, page);

        String html = Files.readString(page);
        assertThat(note(html, "range")).startsWith("2026-11-22T09:00:00Z to 2026-11-22T13:00:00Z");
        assertThat(note(html, "captured")).startsWith("10 messages received, of them 1 control messages");
        assertThat(note(html, "withheld")).startsWith("3 messages");
        assertThat(note(html, "quarantine")).startsWith("1 lines when they were captured; 0 in quarantine");
        assertThat(note(html, "gaps")).contains("1 interval");
        assertThat(html)
                .contains("<td>2026-11-22T11:10:00Z</td><td>2026-11-22T11:40:00Z</td><td>network</td><td></td>"
                        + "<td>connection reset &lt;by&gt; peer</td>");
        assertThat(note(html, "filter")).matches("true {2}\\([0-9a-f]{16}\\)");
        assertThat(note(html, "sql")).startsWith("SELECT date_trunc(").matches(".* {2}\\([0-9a-f]{16}\\)");
        assertThat(note(html, "version")).startsWith("1, committed at ");
        assertThat(note(html, "commits"))
                .contains("version 1: filter ", "(another one), SQL ", "; version 0: filter ", "(as above), SQL ");
    }

    @Test
    void saysOfWhatCompactionMadeThatItIsAsConfiguredAndTellsOfEachStream(SparkSession spark) throws IOException {
        Files.writeString(folder.resolve("events.conf"), spec.schema().text());
        WeirConfig config = WeirConfig.load(
                Files.writeString(
                        folder.resolve("weir.conf"),
                        """
                        lake.root = lake
                        streams.events { source.type = twitter, schema = events.conf, key = id, event-time = at }
                        streams.others { source.type = twitter, schema = events.conf, key = id, event-time = at, filter = "id < 9" }
                        reports.pairs {
                          stream = events, join = others, time = hour, grain = 1h
                          sql = "SELECT date_trunc('HOUR', kept.at) AS hour, count(*) AS pairs FROM kept JOIN others USING (id) GROUP BY 1"
                        }
                        """),
                Map.of());
        StreamSpec others = config.stream("others").spec();
        Lines.commit(
                files,
                others,
                Instant.parse("2026-11-22T12:00:00Z").toEpochMilli(),
                List.of(Lines.event(1, "2026-11-22T09:20:00Z", "en"), Lines.utf8("{\"id\":")));
        Plans.finish(files, config.stream("events").spec());
        Plans.finish(files, others);
        new FreshReports(config, files, () -> spark, CLOCK).refresh(List.of("events"));
        ReportConfig pairs = config.report("pairs");
        Path page = folder.resolve("pairs.html");

        new ReportExport(spark, files, files, pairs, ReportDefinition.of(config, pairs), CLOCK)
                .run(ExportFormat.HTML, TimeRange.ALL, page);

        String html = Files.readString(page);
        assertThat(note(html, "captured")).startsWith("10 messages received");
        assertThat(note(html, "captured-others")).startsWith("2 messages received");
        assertThat(note(html, "quarantine-others")).startsWith("1 lines when they were captured");
        assertThat(note(html, "gaps-others")).isEqualTo("none is known");
        assertThat(note(html, "filter")).matches("true; others: id < 9 {2}\\([0-9a-f]{16}\\)");
        assertThat(note(html, "commits"))
                .matches("version 0: filter [0-9a-f]{16} \\(as above\\), SQL [0-9a-f]{16} \\(as above\\)");
    }

    @Test
    void leavesWhatWasThereIfItCannotBeWritten(SparkSession spark) throws IOException {
        Path out = Files.writeString(folder.resolve("report.csv"), "before");

        assertThatThrownBy(() -> export(spark).run(ExportFormat.CSV, TimeRange.ALL, out))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("There is no table of the report events_per_lang at ")
                .hasMessageEndingWith(": the next bin/compaction makes one");
        write(spark);
        assertThatThrownBy(
                        () -> export(spark).run(ExportFormat.CSV, TimeRange.ALL, folder.resolve("nowhere/report.csv")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("there is no folder " + folder.resolve("nowhere"));
        assertThat(out).hasContent("before");
    }

    private Dataset<Row> table(SparkSession spark) {
        return spark.read().format("delta").load(files.uri(Tables.ofReport(report.name())));
    }

    private static String note(String html, String id) {
        return unescaped(between(html, "<dd id=\"note-" + id + "\">", "</dd>"));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        assertThat(text).contains(begin);
        return text.substring(from, text.indexOf(end, from));
    }

    private static List<String> cells(String dom) {
        String body = between(between(dom, "<table class=\"rows\">", "</table>"), "<tbody>", "</tbody>");
        List<String> cells = new ArrayList<>();
        Matcher cell = Pattern.compile("<td[^>]*>(.*?)</td>").matcher(body);
        while (cell.find()) {
            cells.add(unescaped(cell.group(1)));
        }
        return cells;
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
