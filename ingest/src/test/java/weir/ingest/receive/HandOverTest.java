package weir.ingest.receive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class HandOverTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Instant BEGIN = Instant.parse("2026-11-22T10:06:25Z");

    private final List<List<Long>> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<RuntimeException> failures = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch storing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void whatComesWhileSparkIsBusyGoesAsOneBlockInItsOrder() throws Exception {
        HandOver handOver = new HandOver("events", this::slowly, failures::add);
        handOver.accept(chunk(0, 10));
        storing.await();
        handOver.accept(chunk(1, 10));
        handOver.accept(chunk(2, 10));
        goOn.countDown();
        handOver.settle(LONG);
        handOver.accept(chunk(3, 0)); // tells of gaps only
        handOver.settle(LONG);

        assertThat(stored).containsExactly(List.of(0L), List.of(1L, 2L), List.of(3L));
        assertThat(failures).isEmpty();
    }

    @Test
    void whoGivesWaitsWhileManyBytesWait() throws Exception {
        HandOver handOver = new HandOver("events", this::slowly, failures::add);
        handOver.accept(chunk(0, 10));
        storing.await();
        handOver.accept(chunk(1, 16 << 20));
        CompletableFuture<Void> given = CompletableFuture.runAsync(() -> handOver.accept(chunk(2, 10)));
        assertThat(given).isNotDone();
        goOn.countDown();
        given.join();
        handOver.settle(LONG);

        assertThat(stored).containsExactly(List.of(0L), List.of(1L), List.of(2L));
    }

    @Test
    void failureIsToldAndThrownOnce() {
        HandOver handOver = new HandOver(
                "events",
                chunks -> {
                    if (chunks.get(0).sequence() == 0) {
                        throw new IllegalStateException("Spark has ended");
                    }
                    slowly(chunks);
                },
                failures::add);
        goOn.countDown();
        handOver.accept(chunk(0, 10));
        handOver.settle(LONG);
        assertThat(failures).hasSize(1);

        assertThatThrownBy(() -> handOver.accept(chunk(1, 10))).hasMessage("Spark has ended");
        handOver.accept(chunk(2, 10));
        handOver.settle(LONG);
        assertThat(stored).containsExactly(List.of(2L));
    }

    private void slowly(List<Chunk> chunks) {
        storing.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        stored.add(chunks.stream().map(Chunk::sequence).toList());
    }

    private static Chunk chunk(long sequence, int bytes) {
        return new Chunk(sequence, new Connection(BEGIN, BEGIN), List.of(), 0, new byte[bytes]);
    }
}
