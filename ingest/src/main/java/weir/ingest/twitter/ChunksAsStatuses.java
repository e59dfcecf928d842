package weir.ingest.twitter;

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
    static ArrayBuffer<Status> in(Chunk chunk) {
        ArrayBuffer<Chunk> chunks = new ArrayBuffer<>(1);
        chunks.$plus$eq(chunk);
        return (ArrayBuffer<Status>) (ArrayBuffer<?>) chunks;
    }

    @SuppressWarnings("unchecked")
    static DStream<Chunk> out(DStream<Status> stream) {
        return (DStream<Chunk>) (DStream<?>) stream;
    }
}
