package weir.console.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.compaction.CompactionService;
import weir.compaction.LazySession;
import weir.console.Ended;
import weir.lake.Lines;
import weir.lake.config.SparkConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Malformed;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Tag("spark")
class SqlCommandTest {

    private static final String NOON = "2026-11-22T12:00:00Z";
    private static final long BATCH = 1_795_341_600_000L;

    @TempDir
    private static Path folder;

    /** A lake with one compacted record, one that waits and is in both, one that waits, and one malformed line. */
    @BeforeAll
    static void fill() throws IOException {
        Files.writeString(
                folder.resolve("events.conf"), Lines.events("true").schema().text());
        Files.writeString(
                folder.resolve("weir.conf"),
                """
                lake.root = lake
                spark.master = "local[2]"
                spark.settings { "spark.sql.codegen.wholeStage" = "false", "spark.sql.codegen.factoryMode" = NO_CODEGEN }
                streams.events { source.type = twitter, schema = events.conf, key = [id], event-time = at }
                reports.by_hour { stream = events, sql = "SELECT date_trunc('HOUR', at) AS hour, count(*) AS n FROM kept GROUP BY 1", time = hour, grain = 1h }
                """);
        LakeFiles files = LakeFiles.of(folder.resolve("lake").toString());
        Lines.commit(
                files,
                Lines.events("true"),
                BATCH,
                List.of(
                        Lines.utf8(
                                """
                                {"id":1,"at":"2026-11-22T12:00:00.25Z","text":"say \\"hi\\",\\nyou","lang":"","n":7,"tags":["a","b"]}"""),
                        Lines.utf8("{\"id\":")));
        WeirConfig config = WeirConfig.load(folder.resolve("weir.conf"), Map.of());
        try (LazySession session = new LazySession(config.spark());
                CompactionService service = CompactionService.open(config, List.of(), session)) {
            service.compact();
        }
        Lines.commit(
                files,
                Lines.events("true"),
                BATCH + 5_000,
                List.of(Lines.event(1, NOON, "xx"), Lines.event(2, NOON, "pt")));
        new Quarantine(files, "events")
                .write(
                        1,
                        LocalDate.of(2026, 11, 22),
                        List.of(new QuarantinedLine(
                                        new Malformed(Malformed.INVALID_UTF8, "why"),
                                        new Microbatch("events", BATCH),
                                        1,
                                        new byte[] {'{', (byte) 0xFF}))
                                .iterator());
    }

    private Ended sql(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("sql", "--conf", folder.resolve("weir.conf").toString()));
        all.addAll(List.of(arguments));
        return Ended.of(all.toArray(String[]::new));
    }

    @Test
    void showsTablesForAPerson() {
        Ended ended = sql(
                "-e",
                "SELECT id, text, tags, lang, at FROM events_live ORDER BY id; SELECT 1 AS one, '日本' AS two WHERE false");

        assertThat(ended.out())
                .isEqualTo(
                        """
                        id  text            tags       lang  at
                        --  --------------  ---------  ----  ------------------------
                         1  say "hi",\\nyou  ["a","b"]        2026-11-22T12:00:00.250Z
                         2  NULL            NULL       pt    2026-11-22T12:00:00Z
                        2 rows
                        one  two
                        ---  ---
                        0 rows
                        """);
        assertThat(ended.code()).isZero();
    }

    @Test
    void cutsLongValuesButNoPlan() {
        Ended ended = sql(
                "-e",
                "SELECT repeat('日', 50) AS long, '\u001b[2J' AS odd; EXPLAIN SELECT id FROM events;"
                        + " DESCRIBE QUERY SELECT max(n) AS most FROM events");

        assertThat(ended.out().lines())
                .contains("日".repeat(40) + "…  \\x1B[2J", "1 row", "== Physical Plan ==", "most      int        NULL")
                .noneMatch(line -> line.contains("Exception"))
                .noneMatch(line -> line.contains("\\n"));
    }

    @Test
    void saysThatThereAreMoreRows() {
        assertThat(sql("--max-rows", "2", "-e", "SELECT id FROM range(5)").out())
                .isEqualTo("id\n--\n 0\n 1\n2 rows of more; --max-rows shows others\n");
    }

    @Test
    void givesCsvAsTheRfcSays() {
        assertThat(sql("--output", "csv", "-e", "SELECT id, text, lang, tags, n, dt FROM events_live ORDER BY id")
                        .out())
                .isEqualTo(String.join(
                        "\r\n",
                        "id,text,lang,tags,n,dt",
                        "1,\"say \"\"hi\"\",\nyou\",\"\",\"[\"\"a\"\",\"\"b\"\"]\",7,2026-11-22",
                        "2,,pt,,2,2026-11-22",
                        ""));
    }

    @Test
    void givesOneJsonObjectALine() {
        assertThat(sql(
                                "--output",
                                "json",
                                "-e",
                                """
                                SELECT id, at, dt, tags, named_struct('a', text, 'b', lang) AS s FROM events;
                                SELECT map('k', 1.50BD) AS m, CAST('NaN' AS DOUBLE) AS d, X'0102' AS b, true AS t,
                                    TIMESTAMP_NTZ'2026-11-22 10:00:00' AS l, INTERVAL '1' DAY AS i, 'ü😀' AS u""")
                        .out())
                .isEqualTo(
                        """
                        {"id":1,"at":"2026-11-22T12:00:00.250Z","dt":"2026-11-22","tags":["a","b"],"s":{"a":"say \\"hi\\",\\nyou","b":""}}
                        {"m":{"k":1.50},"d":"NaN","b":"AQI=","t":true,"l":"2026-11-22T10:00","i":"PT24H","u":"ü😀"}
                        """);
    }

    @Test
    void knowsEverythingInTheLakeByName() {
        assertThat(sql(
                                "--output",
                                "csv",
                                "-e",
                                """
                                tables; SELECT count(*) FROM events; SELECT count(*) FROM EVENTS_live;
                                SELECT plan, kept, rows, malformed FROM events_coverage;
                                SELECT reason, detail, microbatch, time, line, plan, bytes FROM events_quarantine;
                                CREATE TEMPORARY VIEW mine AS SELECT id FROM events_live; SELECT max(id) FROM mine;
                                SHOW TABLES LIKE 'm*'""")
                        .out()
                        .replace("\r", ""))
                .isEqualTo(
                        """
                        name,kind,about
                        by_hour,report,"report over events, by hour"
                        events,table,compacted records of events
                        events_coverage,coverage,counts and gaps of events by plan and hour
                        events_live,live view,"records of events as of now, compacted or not"
                        events_quarantine,quarantine,malformed lines of events
                        count(1)
                        1
                        count(1)
                        2
                        plan,kept,rows,malformed
                        1,1,1,1
                        reason,detail,microbatch,time,line,plan,bytes
                        invalid-utf8,why,events-1795341600000,2026-11-22T10:00:00Z,1,1,{\\xFF
                        max(id)
                        2
                        name,kind,about
                        mine,view,made by CREATE TEMPORARY VIEW
                        """);
    }

    @Test
    void readsAScriptFromStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(
                    "-- a script\nSELECT 'ü;' AS u;\nSELECT 2 AS two\n".getBytes(StandardCharsets.UTF_8)));

            assertThat(sql("--output", "json").out()).isEqualTo("{\"u\":\"ü;\"}\n{\"two\":2}\n");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void endsWithTheFirstStatementThatFails() {
        Ended ended = sql("--output", "json", "-e", "SELECT 1 AS one; SELECT txt FROM events; SELECT 3");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEqualTo("{\"one\":1}\n");
        assertThat(ended.err())
                .startsWith("weir: A column or function parameter with name `txt` cannot be resolved. Did you mean one"
                        + " of the following? [")
                .contains("`text`")
                .hasLineCount(1);
    }

    @Test
    void saysWhatIsWrongWithAStatement() {
        assertThat(sql("-e", "SELECT * FROM event").err())
                .isEqualTo("weir: There is no table or view \"event\"; did you mean \"events\"?\n");
        assertThat(sql("-e", "SELECT * FORM events").err())
                .startsWith("weir: Syntax error at or near 'events'")
                .contains("SELECT * FORM events\n--------------^^^")
                .doesNotContain("Exception");
        assertThat(sql("-e", "SELECT raise_error('no more') FROM events_live").err())
                .isEqualTo("weir: no more\n");
    }

    @Test
    void refusesToWrite() {
        List<String> writing = List.of(
                "INSERT INTO events SELECT * FROM events",
                "WITH a AS (SELECT 1) INSERT INTO delta.`/nowhere` SELECT * FROM a",
                "FROM events INSERT INTO a SELECT id INSERT INTO b SELECT id",
                "INSERT OVERWRITE DIRECTORY '/nowhere' USING csv SELECT 1",
                "EXPLAIN DELETE FROM events",
                "DELETE FROM events",
                "UPDATE events SET id = 1",
                "MERGE INTO events USING events_live ON true WHEN MATCHED THEN DELETE",
                "CREATE TABLE t AS SELECT 1",
                "CREATE TABLE t (a INT) USING delta LOCATION '/nowhere'",
                "CREATE VIEW v AS SELECT 1",
                "CREATE OR REPLACE TABLE t SHALLOW CLONE delta.`/nowhere`",
                "DROP TABLE events",
                "TRUNCATE TABLE events",
                "ALTER TABLE events ADD COLUMN a INT",
                "RESTORE TABLE delta.`/nowhere` TO VERSION AS OF 0",
                "VACUUM delta.`/nowhere`",
                "OPTIMIZE delta.`/nowhere`",
                "CONVERT TO DELTA parquet.`/nowhere`",
                "CREATE FUNCTION f AS 'x.Y'",
                "ADD JAR '/nowhere.jar'",
                "CACHE TABLE events",
                "ANALYZE TABLE events COMPUTE STATISTICS",
                "LOAD DATA INPATH '/nowhere' INTO TABLE events",
                "USE elsewhere",
                "SELECT TRANSFORM(id) USING 'cat' AS (a) FROM events",
                "SELECT * FROM (SELECT TRANSFORM(id) USING 'cat' AS (a) FROM events)");
        try (LazySession session = new LazySession(new SparkConfig("local[1]", Map.of()))) {
            for (String statement : writing) {
                LogicalPlan plan = parsed(session.get(), statement);

                assertThat(catchThrowable(() -> new ParsedStatement(plan).requireReading()))
                        .as(statement)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("bin/lake sql changes nothing in a lake");
            }
        }
    }

    private static LogicalPlan parsed(SparkSession spark, String statement) {
        try {
            return spark.sessionState().sqlParser().parsePlan(statement);
        } catch (Exception e) { // Scala throws the checked ParseException without declaring it
            throw new AssertionError(statement, e);
        }
    }

    @Test
    void refusesViewsThatWouldHideSomething() {
        assertThat(sql("-e", "CREATE OR REPLACE TEMP VIEW Events AS SELECT 1").err())
                .isEqualTo("weir: Cannot make the view events: the lake has something of that name. Choose another"
                        + " one\n");
    }

    @Test
    void asksAnEmptyLake() throws IOException {
        String empty = "lake.root=" + Files.createDirectory(folder.resolve("empty"));

        assertThat(sql(
                                "--output",
                                "json",
                                "-D",
                                empty,
                                "-e",
                                """
                                SELECT count(*) AS n FROM events; SELECT count(*) AS n FROM events_live;
                                SELECT count(*) AS n FROM events_coverage; SELECT count(*) AS n FROM events_quarantine""")
                        .out())
                .isEqualTo("{\"n\":0}\n".repeat(4));
        assertThat(sql("-D", empty, "-e", "SELECT * FROM by_hour").err())
                .isEqualTo(
                        "weir: Cannot read the report by_hour: there is none yet. The next bin/compaction makes it of"
                                + " what is compacted\n");
        assertThat(folder.resolve("empty")).isEmptyDirectory();
        assertThat(sql("-D", "lake.root=" + folder.resolve("none"), "-e", "SELECT 1")
                        .err())
                .startsWith("weir: There is no lake at ");
    }

    @Test
    void refusesWrongUsage() {
        assertThat(sql("--output", "xml").code()).isEqualTo(2);
        assertThat(sql("--max-rows", "0").err()).startsWith("weir: --max-rows must be from 1");
    }
}
