package weir.ingest.feed;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.ingest.LogCapture;
import weir.lake.Lines;
import weir.lake.config.StreamConfig;
import weir.lake.config.TwitterReceiverKind;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.raw.Capture;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person hears of a batch that could not be committed. */
class FailedBatchTest {

    private static final Instant BATCH = Instant.parse("2026-11-22T10:06:25Z");

    @TempDir
    private Path root;

    private final List<IOException> fatal = new ArrayList<>();

    @Test
    void anErrorOfTheLakeIsToldAndMayPass() {
        assertThat(told(new IOException("No space left on device")))
                .singleElement()
                .asString()
                .startsWith("ERROR")
                .contains("No space left on device");
        assertThat(told(new SocketTimeoutException("Read timed out")))
                .singleElement()
                .asString()
                .startsWith("ERROR");
        assertThat(fatal).isEmpty();
    }

    @Test
    void aStopThatInterruptsABatchIsNoError() {
        assertThat(told(new InterruptedException())).singleElement().asString().startsWith("INFO");
        assertThat(told(new IOException("Cannot write", new ClosedByInterruptException())))
                .singleElement()
                .asString()
                .startsWith("INFO");
        assertThat(fatal).isEmpty();
    }

    @Test
    void anythingElseEndsTheService() {
        assertThat(told(new IllegalStateException("a fault"))).isEmpty();
        assertThat(fatal).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("a fault"));
    }

    private List<String> told(Exception failure) {
        try (LogCapture log = LogCapture.of("weir.ingest.feed")) {
            FailedBatch.report(target(), BATCH, failure);
            return log.lines("");
        }
    }

    private StreamTarget target() {
        TwitterSourceConfig source = new TwitterSourceConfig(
                TwitterReceiverKind.RAW,
                false,
                "http://127.0.0.1:1/",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Optional.empty());
        return new StreamTarget(
                new StreamConfig(Lines.events("true"), source, Capture.ALL, 0),
                root.toString(),
                HadoopSettings.of(new Configuration()),
                new Told(),
                Clock.fixed(BATCH, ZoneOffset.UTC));
    }

    private final class Told implements BatchLog {

        @Override
        public void committed(Instant batch, long messages) {
            throw new AssertionError("Nothing was committed");
        }

        @Override
        public void fatal(IOException failure) {
            fatal.add(failure);
        }
    }
}
