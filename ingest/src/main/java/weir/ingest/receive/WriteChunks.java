package weir.ingest.receive;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

import org.apache.spark.api.java.function.FlatMapFunction;

import weir.ingest.feed.PartPlace;
import weir.ingest.feed.Written;
import weir.lake.raw.Chunk;

/**
 * Writes all chunks of a batch as one part, in an executor. Run again, it writes the same file again. Memory: the chunk
 * at hand, and those that came before their turn.
 *
 * @param place what is written and how
 * @param before how far the microbatches before this one reach
 * @param first the sequence of the first chunk that is wanted; those before it are left out
 */
record WriteChunks(PartPlace place, Reached before, long first) implements FlatMapFunction<Iterator<Chunk>, Written> {

    @Override
    public Iterator<Written> call(Iterator<Chunk> chunks) throws IOException {
        try (ChunkPart part = new ChunkPart(place, before)) {
            ChunkOrder order = new ChunkOrder(first, part::take);
            while (chunks.hasNext()) {
                order.add(chunks.next());
            }
            order.finish();
            return List.of(part.finish()).iterator();
        }
    }
}
