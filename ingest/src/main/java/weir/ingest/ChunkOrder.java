package weir.ingest;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

import weir.lake.raw.Chunk;

/**
 * Puts chunks that come in almost any order into that of their sequence, and notices if one is missing or comes twice.
 * Holds back only chunks that came too early. For one thread.
 */
final class ChunkOrder {

    private final PriorityQueue<Chunk> early = new PriorityQueue<>(Comparator.comparingLong(Chunk::sequence));
    private final Taker taker;
    private long next;

    /** @param next the sequence of the first chunk */
    ChunkOrder(long next, Taker taker) {
        this.next = next;
        this.taker = taker;
    }

    /**
     * Takes a chunk, in any order. Chunk 0 in place of a later one is the first of a receiver that Spark had to start on
     * another executor.
     */
    void add(Chunk chunk) throws IOException {
        if (chunk.sequence() == 0 && early.isEmpty()) {
            next = 0;
        }
        if (chunk.sequence() < next) {
            throw new IOException("chunk " + chunk.sequence() + " of the receiver came again after it was written");
        }
        early.add(chunk);
        while (!early.isEmpty() && early.peek().sequence() == next) {
            taker.take(early.poll());
            next++;
        }
    }

    /**
     * Says that there are no more.
     *
     * @return the sequence that the next batch begins with
     * @throws IOException if one is missing
     */
    long finish() throws IOException {
        if (!early.isEmpty()) {
            throw new IOException("chunk " + next + " of the receiver is missing, and chunk "
                    + early.peek().sequence() + " is there: Spark has lost a block");
        }
        return next;
    }

    /** Is given the chunks in their order. */
    @FunctionalInterface
    interface Taker {
        void take(Chunk chunk) throws IOException;
    }
}
