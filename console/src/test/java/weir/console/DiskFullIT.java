package weir.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution.Running;
import weir.lake.Lines;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A disk of 64 MiB that becomes full while ingest runs, and then has room again. Needs the right to mount one. */
class DiskFullIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BASE_URL = Pattern.compile("Serving on (http://\\S+)");
    private static final int BALLAST_BYTES = 30 << 20;
    private static final int TWEETS = 8_000;

    @TempDir
    private Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = command("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()) == 0;
        assumeThat(mounted).as("may mount a tmpfs").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(command("umount", disk.toString())).isZero();
        }
    }

    @Test
    void ingestPausesRecordsAGapAndGoesOnByItself() throws IOException {
        List<byte[]> tweets = TweetGenerator.of(TweetOptions.of(11, Instant.parse("2026-11-22T10:00:00Z")))
                .take(TWEETS);
        Path feed = Files.write(folder.resolve("feed.ndjson"), Lines.joined(tweets));
        Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_BYTES]);
        Distribution weir = new Distribution(folder);

        try (Running server = weir.start("replay", "serve", feed.toString(), "--port", "0", "--speed", "max")) {
            Distribution.await(server, "its address", () -> server.out().contains("Serving on"));
            Matcher address = BASE_URL.matcher(server.out());
            assertThat(address.find()).isTrue();
            try (Running ingest = weir.start("ingest", settings(address.group(1)))) {
                Distribution.await(ingest, "a pause", () -> ingest.err().contains("The intake pauses: the disk"));
                Files.delete(ballast);
                Distribution.await(ingest, "the gap", () -> ingest.err().contains("cause=disk"));
                ingest.terminate(); // 1 if the disk is full once more by now
            }
        }

        List<JsonNode> gaps = new ArrayList<>();
        List<byte[]> captured = new ArrayList<>();
        for (Path manifest : manifests()) {
            JsonNode node = JSON.readTree(manifest.toFile());
            node.get("gaps").forEach(gaps::add);
            for (JsonNode part : node.get("parts")) {
                byte[] content = Files.readAllBytes(
                        manifest.resolveSibling(part.get("name").asText()));
                assertThat(Lines.sha256(content)).isEqualTo(part.get("sha256").asText());
                captured.addAll(Lines.split(content));
            }
        }
        assertThat(gaps).extracting(gap -> gap.get("cause").asText()).containsOnly("disk");
        assertWholeRuns(captured, tweets, gaps.size() + 1);
    }

    /** Each connection was served the tweets from the first one on: each of them gave a run without a hole. */
    private static void assertWholeRuns(List<byte[]> captured, List<byte[]> tweets, int connections) {
        int runs = 0;
        int next = 0;
        for (byte[] line : captured) {
            if (next > 0 && Arrays.equals(line, tweets.get(0))) {
                next = 0;
            }
            runs += next == 0 ? 1 : 0;
            assertThat(line).as("line %d of a connection", next).isEqualTo(tweets.get(next));
            next++;
        }
        assertThat(runs).isEqualTo(connections);
    }

    private String[] settings(String baseUrl) {
        return new String[] {
            "-D", "lake.root=" + disk.resolve("lake"),
            "-D", "streams.tweets.source.base-url=" + baseUrl,
            "-D", "streams.tweets.source.receiver=raw",
            "-D", "streams.tweets.source.track=[]",
            "-D", "ingest.batch-interval=1s"
        };
    }

    private List<Path> manifests() throws IOException {
        try (Stream<Path> all = Files.walk(disk.resolve("lake/raw"))) {
            return all.filter(path -> path.endsWith("_manifest.json")).sorted().toList();
        }
    }

    private static int command(String... line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }
}
