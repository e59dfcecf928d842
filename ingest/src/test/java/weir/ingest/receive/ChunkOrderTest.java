package weir.ingest.receive;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChunkOrderTest {

    private final List<Long> taken = new ArrayList<>();
    private final ChunkOrder order = new ChunkOrder(5, chunk -> taken.add(chunk.sequence()));

    @Test
    void chunksAreTakenInTheOrderOfTheirSequence() throws IOException {
        add(7, 5, 6, 9, 8);

        order.finish();
        assertThat(taken).containsExactly(5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void missingChunkIsNamed() throws IOException {
        add(5, 7);

        assertThatThrownBy(order::finish)
                .isInstanceOf(IOException.class)
                .hasMessage("chunk 6 is missing, and chunk 7 is there: Spark has lost a block");
    }

    @Test
    void chunksThatAMicrobatchHoldsAreLeftOut() throws IOException {
        add(3, 6, 4, 5, 6, 5);

        order.finish();
        assertThat(taken).containsExactly(5L, 6L);
    }

    private void add(long... sequences) throws IOException {
        for (long sequence : sequences) {
            order.add(new Chunk(sequence, new Connection(Instant.EPOCH, Instant.EPOCH), List.of(), 0, new byte[0]));
        }
    }
}
