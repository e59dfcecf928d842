package weir.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weir.console.Distribution.Running;
import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code bin/replay serve} plays a lake to the client libraries of Node.js, which nobody has changed. */
class NodeClientIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    /** In ASCII, as Twitter sent them: the client {@code twitter} decodes each piece that it reads from the network by itself. */
    private static final List<byte[]> TWEETS =
            TweetGenerator.of(TweetOptions.of(21, START).withDuplicateShare(0)).take(1_000).stream()
                    .map(NodeClientIT::ascii)
                    .toList();

    private static final List<byte[]> BEFORE =
            TweetGenerator.of(TweetOptions.of(22, START.minusSeconds(86_400))).take(50);
    private static final Path CLIENTS = Path.of("target", "node").toAbsolutePath();

    @TempDir
    private Path folder;

    private Distribution weir;

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(runs("node", "--version"), "Node.js is not on the PATH");
        assumeTrue(runs("npm", "--version"), "npm is not on the PATH");
        Files.createDirectories(CLIENTS);
        for (String file : List.of("package.json", "package-lock.json", "client.js")) {
            try (InputStream resource = NodeClientIT.class.getResourceAsStream("/node/" + file)) {
                Files.write(CLIENTS.resolve(file), resource.readAllBytes());
            }
        }
        Path log = CLIENTS.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(CLIENTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(npm.waitFor(3, TimeUnit.MINUTES)).as("npm ci ends").isTrue();
        assertThat(npm.exitValue()).as(Files.readString(log)).isZero();
    }

    @BeforeEach
    void fillLake() throws IOException {
        weir = new Distribution(folder);
        LakeFiles files = LakeFiles.of(folder.resolve("lake").toString());
        Lines.commit(files, Lines.tweets("true"), START.minusSeconds(3_600).toEpochMilli(), BEFORE);
        Lines.commit(files, Lines.tweets("true"), START.plusSeconds(600).toEpochMilli(), TWEETS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"twit", "twitter"})
    void getEveryLineOfTheRange(String library) throws IOException {
        try (Running server = serve()) {
            Running client = client(library, server);

            assertThat(client.awaitEnd()).as(client.err()).isZero();
            assertThat(told(client, "tweet")).isEqualTo(expected());
            assertThat(told(client, "problem")).isEmpty();
            assertThat(server.terminate()).isZero();
            assertThat(server.err()).contains(", 1000 messages, ").doesNotContain("withheld");
        }
    }

    @Test
    void comeBackByThemselvesAndMissNothing() {
        try (Running server = serve("reset@300", "limit=50@700", "truncate@900", "stall=3s@1100")) {
            Running client = client("twit", server);

            assertThat(client.awaitEnd()).as(client.err()).isZero();
            assertThat(new HashSet<>(told(client, "tweet"))).isEqualTo(new HashSet<>(expected()));
            assertThat(told(client, "limit")).containsExactly("50");
            assertThat(told(client, "reconnect")).hasSize(2);
            assertThat(server.terminate()).isZero();
            // 300 and half of one; then 600, 50 withheld, and half of one; then all
            assertThat(server.err()).contains("3 connections", ", 1900 messages, ", "50 withheld, 2 cut, 1048 behind");
        }
    }

    @Test
    void areLetInAgainAfterABan() {
        try (Running server = serve("reset@400", "420=2s@400")) {
            Running client = client("twitter", server);

            assertThat(client.awaitEnd()).as(client.err()).isZero();
            assertThat(new HashSet<>(told(client, "tweet"))).isEqualTo(new HashSet<>(expected()));
            assertThat(told(client, "problem")).contains("\"Status Code: 420\"");
            assertThat(server.terminate()).isZero();
            assertThat(server.err()).contains("2 connections", ", 1400 messages, ", "0 withheld, 1 cut, 599 behind");
        }
    }

    private static byte[] ascii(byte[] json) {
        StringBuilder text = new StringBuilder();
        new String(json, StandardCharsets.UTF_8)
                .chars()
                .forEach(unit -> text.append(unit < 0x80 ? String.valueOf((char) unit) : "\\u%04x".formatted(unit)));
        return Lines.utf8(text.toString());
    }

    private Running serve(String... faults) {
        List<String> arguments = new ArrayList<>(List.of("serve", "tweets", "--from", START.toString()));
        arguments.addAll(List.of("--speed", "max", "--port", "0", "-D", "lake.root=" + folder.resolve("lake")));
        for (String fault : faults) {
            arguments.addAll(List.of("--fault", fault));
        }
        Running server = weir.start("replay", arguments.toArray(String[]::new));
        Distribution.await(server, "the server's address", () -> server.out().contains("Serving on"));
        return server;
    }

    private Running client(String library, Running server) {
        String address = server.out().replaceAll("(?s).*Serving on (\\S+).*", "$1");
        return weir.startProgram(
                "node", CLIENTS.resolve("client.js").toString(), library, address, String.valueOf(TWEETS.size()));
    }

    private static List<String> expected() {
        return TWEETS.stream()
                .map(NodeClientIT::node)
                .map(tweet -> JSON.createArrayNode()
                        .add(tweet.get("id_str"))
                        .add(tweet.get("text"))
                        .add(tweet.get("user").get("screen_name"))
                        .toString())
                .toList();
    }

    /** What the client has told of one kind, as JSON. */
    private static List<String> told(Running client, String kind) {
        return client.out()
                .lines()
                .map(line -> node(line.getBytes(StandardCharsets.UTF_8)))
                .filter(line -> line.has(kind))
                .map(line -> line.get(kind).toString())
                .toList();
    }

    private static JsonNode node(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
