package weir.ingest.twitter;

import java.util.List;

import org.apache.spark.streaming.dstream.DStream;
import scala.collection.mutable.ArrayBuffer;
import twitter4j.Status;

import weir.lake.raw.Chunk;

/**
 * Bahir's receiver and stream are typed as statuses, and chunks travel through them. Spark's streaming does not look at
 * what it carries, so this pair of casts, one at either end, is all it takes; nothing in between may touch an element.
 */
final class ChunksAsStatuses {

    private ChunksAsStatuses() {}

    @SuppressWarnings("unchecked")
    static ArrayBuffer<Status> in(List<Chunk> chunks) {
        ArrayBuffer<Chunk> block = new ArrayBuffer<>(chunks.size());
        chunks.forEach(block::$plus$eq);
        return (ArrayBuffer<Status>) (ArrayBuffer<?>) block;
    }

    @SuppressWarnings("unchecked")
    static DStream<Chunk> out(DStream<Status> stream) {
        return (DStream<Chunk>) (DStream<?>) stream;
    }
}
