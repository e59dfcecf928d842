package weir.ingest.twitter;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;

/**
 * Gathers lines to chunks and hands each to a sink, in the order of their sequence. A chunk goes when the next line
 * would make it larger than allowed, when it is full, when {@link #flushIfOld} finds it old, and when its connection
 * ends; a line longer than a chunk goes alone. A chunk never mixes connections.
 *
 * <p>Safe for threads. The sink is called under this object's lock, so that a slow sink holds back whoever appends.
 * What the sink throws reaches the caller, and the lines of that chunk are then neither kept nor handed on again.
 */
final class ChunkBuilder {

    private final long maxBytes;
    private final Duration maxAge;
    private final Clock clock;
    private final Consumer<Chunk> sink;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private Reading connection;
    private long sequence;
    private long unparsable;
    private Instant first;
    private Instant last;

    ChunkBuilder(long maxBytes, Duration maxAge, Clock clock, Consumer<Chunk> sink) {
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
        this.clock = clock;
        this.sink = sink;
    }

    /** From now on only what this connection brings is taken. */
    synchronized void begin(Reading began) {
        flush();
        connection = began;
    }

    /** Hands on what is left; from now on nothing is taken. */
    synchronized void end() {
        flush();
        connection = null;
    }

    /**
     * Takes a line, given without LF.
     *
     * @return false if it was not taken, since that connection is no longer the current one
     */
    synchronized boolean append(Reading from, byte[] line) {
        if (from != connection) {
            return false;
        }
        if (lines.size() > 0 && (long) lines.size() + line.length + 1 > maxBytes) {
            flush();
        }
        lines.write(line, 0, line.length);
        lines.write('\n');
        touch();
        if (lines.size() >= maxBytes) {
            flush();
        }
        return true;
    }

    /** Counts a message that could not be read. @return false if its connection is no longer the current one */
    synchronized boolean unparsable(Reading from) {
        if (from != connection) {
            return false;
        }
        unparsable++;
        touch();
        return true;
    }

    /** Hands on the begun chunk if it has waited long enough. */
    synchronized void flushIfOld() {
        if (first != null && !clock.instant().isBefore(first.plus(maxAge))) {
            flush();
        }
    }

    private void touch() {
        Instant now = clock.instant();
        if (first == null) {
            first = now;
            last = now;
        }
        last = now.isAfter(last) ? now : last;
    }

    private void flush() {
        if (first == null) {
            return;
        }
        Instant from = connection.from();
        Instant until = last.isBefore(from) ? from : last; // a clock may be set back
        Chunk chunk = new Chunk(sequence, new Connection(from, until), unparsable, lines.toByteArray());
        sequence++;
        unparsable = 0;
        first = null;
        last = null;
        lines.reset();
        sink.accept(chunk);
    }
}
