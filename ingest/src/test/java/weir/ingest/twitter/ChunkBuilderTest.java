package weir.ingest.twitter;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkBuilderTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:06:25Z");

    private final SettableClock clock = new SettableClock();
    private final List<Chunk> chunks = new ArrayList<>();
    private final ChunkBuilder builder = new ChunkBuilder(10, Duration.ofMillis(500), clock, chunks::add);
    private final Reading reading = new Reading(BEGIN, new NoMessages());

    @BeforeEach
    void connect() {
        builder.begin(reading);
    }

    @Test
    void fullChunkGoesAtOnce() {
        append("1234");
        append("5678");

        assertThat(lines()).containsExactly("1234\n5678\n");
    }

    @Test
    void lineThatDoesNotFitGoesIntoTheNextChunk() {
        append("12345");
        append("67890");
        builder.end();

        assertThat(lines()).containsExactly("12345\n", "67890\n");
        assertThat(chunks).extracting(Chunk::sequence).containsExactly(0L, 1L);
    }

    @Test
    void longLineTravelsAlone() {
        append("1");
        append("a line longer than a chunk");
        append("2");
        builder.end();

        assertThat(lines()).containsExactly("1\n", "a line longer than a chunk\n", "2\n");
    }

    @Test
    void begunChunkGoesWhenItIsOld() {
        append("1");
        clock.advance(499);
        builder.flushIfOld();
        assertThat(chunks).isEmpty();

        clock.advance(1);
        builder.flushIfOld();

        assertThat(lines()).containsExactly("1\n");
        assertThat(chunks.get(0).connection()).isEqualTo(new Connection(BEGIN, BEGIN));
    }

    @Test
    void ageIsThatOfTheFirstLine() {
        append("1");
        clock.advance(400);
        append("2");
        clock.advance(100);
        builder.flushIfOld();

        assertThat(lines()).containsExactly("1\n2\n");
        assertThat(chunks.get(0).connection()).isEqualTo(new Connection(BEGIN, BEGIN.plusMillis(400)));
    }

    @Test
    void countsOfUnparsableMessagesTravelWithoutLines() {
        builder.unparsable(reading);
        builder.unparsable(reading);
        builder.end();

        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.unparsable()).isEqualTo(2);
            assertThat(chunk.lines()).isEmpty();
        });
    }

    @Test
    void nothingMakesNoChunk() {
        clock.advance(5_000);
        builder.flushIfOld();
        builder.end();

        assertThat(chunks).isEmpty();
    }

    @Test
    void chunkDoesNotMixConnections() {
        Reading next = new Reading(BEGIN.plusSeconds(9), new NoMessages());
        append("1");
        clock.advance(9_000);
        builder.begin(next);
        assertThat(append("late")).isFalse();
        builder.append(next, bytes("2"));
        builder.end();

        assertThat(lines()).containsExactly("1\n", "2\n");
        assertThat(chunks).extracting(chunk -> chunk.connection().from()).containsExactly(BEGIN, BEGIN.plusSeconds(9));
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        builder.end();

        assertThat(append("1")).isFalse();
        assertThat(builder.unparsable(reading)).isFalse();
    }

    @Test
    void clockThatIsSetBackMakesNoConnectionThatEndsBeforeItBegins() {
        clock.advance(-60_000);
        append("1");
        builder.end();

        assertThat(chunks.get(0).connection()).isEqualTo(new Connection(BEGIN, BEGIN));
    }

    @Test
    void failureOfTheSinkReachesWhoAppends() {
        ChunkBuilder broken = new ChunkBuilder(1, Duration.ofSeconds(1), clock, chunk -> {
            throw new IllegalStateException("full");
        });
        broken.begin(reading);

        assertThatThrownBy(() -> broken.append(reading, bytes("1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full");
    }

    private boolean append(String line) {
        return builder.append(reading, bytes(line));
    }

    private List<String> lines() {
        return chunks.stream()
                .map(chunk -> new String(chunk.lines(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class SettableClock extends Clock {

        private Instant now = BEGIN;

        void advance(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class NoMessages implements Reading.Messages {

        @Override
        public void unseen(Reading reading, Optional<String> line) {}

        @Override
        public void unparsable(Reading reading, Throwable reason) {}

        @Override
        public void dying(Reading reading, Error error) {}
    }
}
