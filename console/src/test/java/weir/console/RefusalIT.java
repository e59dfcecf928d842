package weir.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution.Running;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person meets when something is wrong: one clear message and the right exit code. */
class RefusalIT {

    @TempDir
    private Path folder;

    private Distribution weir;

    @BeforeEach
    void prepare() {
        weir = new Distribution(folder);
    }

    @Test
    void listsAllProblemsOfAConfiguration() throws IOException {
        Path conf = folder.resolve("wrong.conf");
        String shipped = Files.readString(weir.home().resolve("conf/weir.conf"));
        Path schemas = weir.home().resolve("conf/schemas");
        Files.writeString(
                conf,
                shipped.replace("\"schemas/", "\"" + schemas + "/") + "\ningest.batch-intervall = 5s\n"
                        + "compaction.vacuum.retention = 1h\n");

        Running ingest = weir.run("ingest", "--conf", conf.toString());

        assertThat(ingest.awaitEnd()).isEqualTo(2);
        assertThat(ingest.err()).contains("batch-intervall", "did you mean", "compaction.vacuum.retention");
    }

    @Test
    void saysWhichKeysAreMissing() {
        try (Running ingest = weir.start(Map.of(), "ingest", "-D", "lake.root=" + folder.resolve("lake"))) {
            assertThat(ingest.awaitEnd()).isEqualTo(2);
            assertThat(ingest.err()).contains("WEIR_TWITTER_CONSUMER_KEY", "WEIR_TWITTER_ACCESS_TOKEN_SECRET");
        }
    }

    @Test
    void givesUpWhenTheServerRefusesTheKeys() {
        try (Running server = weir.start("replay", "serve", "--generate", "10", "--port", "0")) {
            Distribution.await(
                    server, "the server's address", () -> server.out().contains("Serving on"));
            String address = server.out().replaceAll("(?s).*Serving on (\\S+).*", "$1");
            Map<String, String> wrong = new HashMap<>(Distribution.KEYS);
            wrong.put("WEIR_TWITTER_ACCESS_TOKEN_SECRET", "another");

            try (Running ingest = weir.start(wrong, "ingest", settings(address))) {
                assertThat(ingest.awaitEnd()).isEqualTo(1);
                assertThat(ingest.err()).contains("HTTP status 401", "check the four keys");
            }
        }
    }

    @Test
    void goesOnTryingWhenTheServerIsNotThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Running ingest = weir.start("ingest", settings("http://127.0.0.1:" + port + "/1.1/"))) {
            Distribution.await(
                    ingest, "two attempts", () -> ingest.err().split("127\\.0\\.0\\.1:" + port, -1).length > 4);
            assertThat(ingest.terminate()).isZero();
        }
    }

    @Test
    void saysThatTheLakeCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        Running ingest = weir.run("ingest", "-D", "lake.root=" + file);
        Running compaction = weir.run("compaction", "--once", "-D", "lake.root=" + file);

        assertThat(ingest.awaitEnd()).isEqualTo(1);
        assertThat(ingest.err()).contains("weir: Cannot ", file.toString());
        assertThat(compaction.awaitEnd()).isEqualTo(1);
        assertThat(compaction.err()).contains("weir: ", file.toString());
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        Running lake = weir.run("lake", "demos");

        assertThat(lake.awaitEnd()).isEqualTo(2);
        assertThat(lake.err()).contains("did you mean").contains("demo");
    }

    private String[] settings(String address) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("-D", "lake.root=" + folder.resolve("lake")));
        all.addAll(List.of("-D", "streams.tweets.source.base-url=" + address));
        all.addAll(List.of("-D", "streams.tweets.source.track=[]", "-D", "ingest.batch-interval=1s"));
        return all.toArray(String[]::new);
    }
}
