package weir.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution.Running;
import weir.lake.Lines;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole job as processes, started by the scripts of the distribution. */
class WholeJobIT {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Pattern BASE_URL = Pattern.compile("Serving on (http://\\S+)");

    @TempDir
    private Path folder;

    private Distribution weir;
    private Path lake;

    @BeforeEach
    void prepare() {
        weir = new Distribution(folder);
        lake = folder.resolve("lake");
    }

    @Test
    void capturesCompactsAndReplays() throws IOException {
        Path feed = feed();
        List<JsonNode> served = nodes(Files.readAllBytes(feed));

        capture(feed, served.size());
        byte[] captured = rawLines();
        assertThat(new String(captured, StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(Files.readAllLines(feed));
        assertThat(filesWithKeys()).isEmpty();

        Running compaction = weir.run("compaction", settings("--once"));
        assertThat(compaction.awaitEnd()).as(compaction.err()).isZero();
        Set<Long> ids = new HashSet<>();
        served.forEach(status -> ids.add(status.get("id").longValue()));
        assertThat(compaction.out())
                .contains("-> " + ids.size() + " rows (table version 1), " + (served.size() - ids.size())
                        + " duplicates, 0 dropped, 0 malformed");
        assertThat(rawLines()).isEmpty();

        Running extract = weir.run("replay", settings("extract", "tweets", "--where", "lang = 'es'"));
        assertThat(extract.awaitEnd()).as(extract.err()).isZero();
        assertThat(extract.out()).isEqualTo(new String(Lines.joined(inSpanish(captured)), StandardCharsets.UTF_8));

        Running again = weir.run("compaction", settings("--once"));
        assertThat(again.out()).isEqualTo("Nothing is due.\n");

        rebuildsAndPromotes();
        rebuildsTheTable();
    }

    private void rebuildsTheTable() throws IOException {
        Running same = weir.run("replay", settings("table", "tweets", "--fail-on-diff"));
        assertThat(same.awaitEnd()).as(same.err()).isZero();
        assertThat(same.out()).endsWith("No difference.\n");

        Running other = weir.run("replay", settings("table", "tweets", "--where", "lang = 'es'", "--json"));
        assertThat(other.awaitEnd()).as(other.err()).isZero();
        long kept = JSON.readTree(other.out()).path("rows").path("shadow").longValue();

        Running promote = weir.run("replay", settings("table", "promote", "tweets"));
        assertThat(promote.awaitEnd()).as(promote.err()).isZero();
        assertThat(promote.out())
                .isEqualTo("Promoted the table of tweets, through plan 1, where lang = 'es': it is version 2"
                        + " of the table\n");
        Running coverage = weir.run("lake", settings("coverage", "tweets", "--json"));
        assertThat(coverage.awaitEnd()).as(coverage.err()).isZero();
        assertThat(JSON.readTree(coverage.out()).path("total").path("rows").longValue())
                .isEqualTo(kept)
                .isPositive();
        Running verify = weir.run("lake", settings("verify", "tweets"));
        assertThat(verify.awaitEnd()).as(verify.out() + verify.err()).isZero();
    }

    private void rebuildsAndPromotes() throws IOException {
        Running same = weir.run("replay", settings("report", "dsd_per_hour", "--fail-on-diff"));
        assertThat(same.awaitEnd()).as(same.err()).isZero();
        assertThat(same.out()).endsWith("No difference.\n");

        String[] otherFilter = settings("report", "dsd_per_hour", "--where", "true", "--json", "--fail-on-diff");
        Running other = weir.run("replay", otherFilter);
        assertThat(other.awaitEnd()).as(other.err()).isEqualTo(1);
        assertThat(JSON.readTree(other.out()).get("differs").booleanValue()).isTrue();

        Running promote = weir.run("replay", settings("report", "promote", "dsd_per_hour"));
        assertThat(promote.awaitEnd()).as(promote.err()).isZero();
        assertThat(promote.out()).startsWith("Promoted dsd_per_hour, all of it: it is version 1 of the report");

        Running anew = weir.run("replay", otherFilter);
        assertThat(anew.awaitEnd()).as(anew.err()).isZero();
        assertThat(JSON.readTree(anew.out()).get("differs").booleanValue()).isFalse();
    }

    /** Real tweets where they are at hand, else generated ones. */
    private Path feed() throws IOException {
        Optional<Path> real = Lines.shared("v11/stream_2019.ndjson");
        if (real.isPresent()) {
            return real.get();
        }
        TweetOptions options = TweetOptions.of(7, Instant.parse("2026-11-22T10:00:00Z"));
        return Files.write(
                folder.resolve("feed.ndjson"),
                Lines.joined(TweetGenerator.of(options).take(800)));
    }

    private void capture(Path feed, int messages) {
        try (Running server = weir.start("replay", "serve", feed.toString(), "--port", "0", "--speed", "max")) {
            Distribution.await(
                    server, "the server's address", () -> server.out().contains("Serving on"));
            Matcher address = BASE_URL.matcher(server.out());
            assertThat(address.find()).isTrue();
            String base = "streams.tweets.source.base-url=" + address.group(1);
            try (Running ingest = weir.start("ingest", settings("-D", base))) {
                Distribution.await(ingest, messages + " lines", () -> lines() >= messages);
                assertThat(ingest.terminate()).as(ingest.err()).isZero();
                assertThat(ingest.err()).doesNotContain("ERROR");
                Distribution.KEYS.values().forEach(key -> assertThat(ingest.err())
                        .doesNotContain(key));
            }
            assertThat(server.terminate()).isZero();
        }
    }

    private String[] settings(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-D", "lake.root=" + lake, "-D", "streams.tweets.source.track=[]"));
        all.addAll(List.of("-D", "streams.tweets.filter=true", "-D", "ingest.batch-interval=1s"));
        return all.toArray(String[]::new);
    }

    private long lines() {
        try {
            return Lines.split(rawLines()).size();
        } catch (IOException e) {
            return 0; // a microbatch is just being written
        }
    }

    /** The lines of all committed microbatches, by batch time. */
    private byte[] rawLines() throws IOException {
        if (!Files.exists(lake.resolve("raw/tweets"))) {
            return new byte[0];
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (Stream<Path> manifests = Files.walk(lake.resolve("raw/tweets"))) {
            for (Path manifest : manifests
                    .filter(path -> path.endsWith("_manifest.json"))
                    .sorted()
                    .toList()) {
                for (JsonNode part : JSON.readTree(manifest.toFile()).get("parts")) {
                    content.write(Files.readAllBytes(
                            manifest.resolveSibling(part.get("name").asText())));
                }
            }
        }
        return content.toByteArray();
    }

    private List<Path> filesWithKeys() throws IOException {
        try (Stream<Path> all = Files.walk(lake)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Distribution.KEYS.values().stream().anyMatch(key -> holds(file, key)))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> nodes(byte[] content) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (byte[] line : Lines.split(content)) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }

    private static List<byte[]> inSpanish(byte[] content) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (byte[] line : Lines.split(content)) {
            if (JSON.readTree(line).path("lang").asText().equals("es")) {
                lines.add(line);
            }
        }
        return lines;
    }
}
