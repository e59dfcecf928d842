package weir.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import weir.lake.Lines;
import weir.lake.config.TwitterReceiverKind;
import weir.lake.raw.Manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Both receivers of v1.1 streams: bytes out are bytes in. */
@Tag("spark")
@Timeout(90)
class RawBytesTest {

    private static JavaSparkContext spark;

    @TempDir
    Path lake;

    @BeforeAll
    static void startSpark() {
        spark = new JavaSparkContext(Fixture.sharedSpark());
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    static Stream<Arguments> filesByReceiver() {
        return Stream.of(
                        "control/hbc_control.ndjson",
                        "control/twitter4j_events_sitestream.ndjson",
                        "control/v11_control_collected.ndjson",
                        "control/keepalive_framing.bin",
                        "nasty/composed_lines.bin",
                        "nasty/composed_crlf_bom_noeol.bin")
                .flatMap(file -> Stream.of(TwitterReceiverKind.values()).map(receiver -> arguments(file, receiver)));
    }

    @ParameterizedTest
    @MethodSource("filesByReceiver")
    void bytesOutAreBytesIn(String file, TwitterReceiverKind receiver) throws Exception {
        Path shared = Lines.shared(file).orElse(null);
        assumeThat(shared).isNotNull();
        byte[] body = Files.readAllBytes(shared);

        assertThat(captured(receiver, false, exchange -> {
                    exchange.open();
                    exchange.part(body);
                    exchange.end();
                }))
                .containsExactlyElementsOf(hex(messages(body)));
    }

    @Test
    void delimitedMessagesAreTheirBytes() throws Exception {
        Path shared = Lines.shared("control/delimited_length_framing.bin").orElse(null);
        assumeThat(shared).isNotNull();
        byte[] body = Files.readAllBytes(shared);

        assertThat(captured(TwitterReceiverKind.RAW, true, exchange -> {
                    exchange.open();
                    exchange.part(body);
                    exchange.end();
                }))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("7b"));
    }

    @ParameterizedTest
    @EnumSource
    void hostileLinesArriveAsTheyAre(TwitterReceiverKind receiver) throws Exception {
        byte[] long20 = ("{\"id\":1,\"text\":\"" + "a".repeat(20 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] invalid = {'{', '"', 'i', 'd', '"', ':', '"', (byte) 0xff, (byte) 0xc0, '"', '}'};
        byte[] lone = "{\"id\":2,\"text\":\"\\ud83d\"}".getBytes(StandardCharsets.UTF_8);
        byte[] cutInside = {'{', '\r', '}', '\r'};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] line : List.of(long20, invalid, lone, cutInside, lone)) {
            body.writeBytes(line);
            body.writeBytes(new byte[] {'\r', '\n'});
        }

        assertThat(captured(receiver, false, exchange -> {
                    exchange.open();
                    exchange.part(body.toByteArray());
                    exchange.end();
                }))
                .containsExactlyElementsOf(hex(List.of(long20, invalid, lone, cutInside, lone)));
    }

    /** Serves one connection that ends as it should, and gives what was captured, in hex. */
    private List<String> captured(TwitterReceiverKind receiver, boolean delimited, ScriptedServer.Answer answer)
            throws Exception {
        String end = "{\"id\":99,\"text\":\"the end\"}";
        ScriptedServer.Answer last = exchange -> {
            exchange.open();
            exchange.part((delimited ? end.length() + 2 + "\r\n" : "") + end + "\r\n");
            exchange.hold();
        };
        try (ScriptedServer server = ScriptedServer.start(answer, last);
                IngestService service = delimited
                        ? Fixture.raw(spark, lake, server, true, Duration.ofSeconds(90))
                        : Fixture.with(receiver, spark, lake, server)) {
            service.start();
            Fixture.await(() -> rawHex().contains(
                            hex(List.of(end.getBytes(StandardCharsets.UTF_8))).get(0)));
        }
        List<String> all = rawHex();
        return all.subList(0, all.size() - 1);
    }

    private List<String> rawHex() {
        List<byte[]> lines = new ArrayList<>();
        for (Manifest manifest : Fixture.manifests(lake)) {
            manifest.parts().forEach(part -> {
                try {
                    lines.addAll(Lines.split(Files.readAllBytes(
                            lake.resolve(manifest.microbatch().path(part.name())))));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        return hex(lines);
    }

    /** Long lines by their hash, so that a failure can be read. */
    private static List<String> hex(List<byte[]> lines) {
        return lines.stream()
                .map(line -> line.length > 10_000
                        ? Lines.sha256(line)
                        : HexFormat.of().formatHex(line))
                .toList();
    }

    /** The messages of a body: what stands between line ends, without keep-alives. */
    private static List<byte[]> messages(byte[] body) {
        List<byte[]> messages = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                int to = i > from && i < body.length && body[i - 1] == '\r' ? i - 1 : i;
                if (to > from) {
                    messages.add(Arrays.copyOfRange(body, from, to));
                }
                from = i + 1;
            }
        }
        return messages;
    }
}
