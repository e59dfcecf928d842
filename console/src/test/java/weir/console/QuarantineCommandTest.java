package weir.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Malformed;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class QuarantineCommandTest {

    private static final Microbatch MICROBATCH = new Microbatch("events", 1_795_341_985_000L);
    private static final byte[] NO_TEXT = {'{', (byte) 0xFF, 0, '"', '\r'};
    private static final byte[] HEALED = Lines.utf8(" {\"id\":7,\"lang\":\"pt\"}\r");

    @TempDir
    private Path folder;

    private LakeFiles files;

    @BeforeEach
    void fill() throws IOException {
        files = LakeFiles.of(folder.resolve("lake").toString());
        Files.writeString(
                folder.resolve("events.conf"), Lines.events("true").schema().text());
        Files.writeString(
                folder.resolve("weir.conf"),
                """
                lake.root = lake
                streams.events { source.type = twitter, schema = events.conf, key = [id], event-time = at }
                """);
        new Quarantine(files, "events")
                .write(
                        3,
                        LocalDate.of(2026, 11, 22),
                        List.of(line(Malformed.INVALID_UTF8, 1, NO_TEXT), line(Malformed.MISSING_KEY, 4, HEALED))
                                .iterator());
    }

    private static QuarantinedLine line(String reason, long number, byte[] bytes) {
        return new QuarantinedLine(new Malformed(reason, "why"), MICROBATCH, number, bytes);
    }

    private Ended quarantine(String... arguments) {
        List<String> all = new ArrayList<>(List.of("quarantine"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--conf", folder.resolve("weir.conf").toString()));
        return Ended.of(all.toArray(String[]::new));
    }

    @Test
    void countsByReasonDayAndPlan() throws IOException {
        assertThat(quarantine("ls", "events").out())
                .isEqualTo(
                        """
                        reason         day            plan      lines
                        invalid-utf8   2026-11-22        3          1
                        missing-key    2026-11-22        3          1
                        2 lines of events are in quarantine. 0 were requeued, 0 dropped.
                        """);

        JsonNode json =
                new ObjectMapper().readTree(quarantine("ls", "events", "--json").out());
        assertThat(json.path("held").asLong()).isEqualTo(2);
        assertThat(json.at("/groups/1/reason").asText()).isEqualTo("missing-key");
    }

    @Test
    void showsWhyAndWhereAndWhat() {
        assertThat(quarantine("show", "events", "--limit", "1").out())
                .isEqualTo(
                        """
                        events-1795341985000 line 1, 5 bytes, plan 3: invalid-utf8, why
                          {\\xFF\\x00"\\x0D
                        """);
    }

    @Test
    void givesBackTheExactBytes() {
        assertThat(quarantine("show", "events", "--raw").bytes()).isEqualTo(Lines.joined(List.of(NO_TEXT, HEALED)));
        assertThat(quarantine("show", "events", "--raw", "--to", "2026-11-22").bytes())
                .isEmpty();
    }

    @Test
    void requeuesWhatIsNoLongerMalformedAndSaysWhatStays() {
        Ended ended = quarantine("requeue", "events");

        assertThat(ended.out())
                .matches(
                        """
                        1 line of events requeued into events-\\d+\\.
                        The next compaction takes them\\.
                        Malformed still, so they stay: 1 invalid-utf8\\.
                        """);
        assertThat(ended.code()).isZero();
        assertThat(quarantine("requeue", "events").out()).startsWith("Nothing was done with the quarantine of events.");
    }

    @Test
    void dropsNothingWithoutAChoice() {
        Ended refused = quarantine("drop", "events");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("choose some with --reason, --from or --to, or say --yes for all of events");
        assertThat(quarantine("drop", "events", "--reason", "missing-key").out())
                .isEqualTo("1 line of events dropped.\n");
        assertThat(quarantine("drop", "events", "--yes").out()).isEqualTo("1 line of events dropped.\n");
        assertThat(quarantine("ls", "events").out())
                .isEqualTo("No lines of events are in quarantine. 0 were requeued, 2 dropped.\n");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(quarantine("ls", "event").err()).contains("did you mean \"events\"?");
        assertThat(quarantine("show", "events", "--reason", "odd").err())
                .contains("There is no reason \"odd\"; the reasons are invalid-utf8, ");
        assertThat(quarantine("lst", "events").code()).isEqualTo(2);
        assertThat(quarantine().err()).contains("needs one of: ls, show, requeue, drop");
    }

    @Test
    void verifiesTheRestOfTheLake() throws IOException {
        Lines.commit(
                files, Lines.events("true"), MICROBATCH.timeMillis(), List.of(HEALED, NO_TEXT, HEALED, HEALED, HEALED));
        String[] verify = {
            "verify", "--no-table", "--conf", folder.resolve("weir.conf").toString()
        };

        assertThat(Ended.of(verify).out())
                .isEqualTo(
                        """
                        events, raw zone: 1 microbatches, 5 lines: ok
                        events, archive: 0 segments, 0 microbatches, 0 lines: ok
                        events, continuity: 1 microbatches one after the other: ok
                        events, spool: read: ok
                        events, plans: 0 plans: ok
                        events, quarantine: 2 lines: ok
                        events, quarantine counts: 0 there, 0 requeued, 0 dropped: ok
                        Everything matches.
                        """);
        Files.writeString(folder.resolve("lake").resolve(MICROBATCH.path("part-00000")), "{}\n");

        Ended damaged = Ended.of(verify);
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out())
                .contains(
                        "events, raw zone: 1 microbatches, 5 lines: DOES NOT MATCH",
                        "    expected  the manifest says 5");
    }
}
