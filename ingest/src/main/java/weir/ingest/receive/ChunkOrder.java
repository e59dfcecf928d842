package weir.ingest.receive;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

import weir.lake.raw.Chunk;

/**
 * Puts chunks that come in almost any order into that of their sequence, and notices if one is missing. Holds back only
 * chunks that came too early. For one thread.
 */
final class ChunkOrder {

    private final PriorityQueue<Chunk> early = new PriorityQueue<>(Comparator.comparingLong(Chunk::sequence));
    private final Taker taker;
    private long next;

    /** @param next the sequence of the first chunk; those before it are left out, as a microbatch holds them */
    ChunkOrder(long next, Taker taker) {
        this.next = next;
        this.taker = taker;
    }

    /** Takes a chunk, in any order. */
    void add(Chunk chunk) throws IOException {
        early.add(chunk);
        while (!early.isEmpty() && early.peek().sequence() <= next) {
            Chunk first = early.poll();
            if (first.sequence() == next) {
                taker.take(first);
                next++;
            }
        }
    }

    /**
     * Says that there are no more.
     *
     * @throws IOException if one is missing
     */
    void finish() throws IOException {
        if (!early.isEmpty()) {
            throw new IOException("chunk " + next + " is missing, and chunk "
                    + early.peek().sequence() + " is there: Spark has lost a block");
        }
    }

    /** Is given the chunks in their order. */
    @FunctionalInterface
    interface Taker {
        void take(Chunk chunk) throws IOException;
    }
}
