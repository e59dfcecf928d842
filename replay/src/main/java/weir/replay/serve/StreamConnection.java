package weir.replay.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import weir.lake.raw.LineCursor;

/**
 * Plays all lines to one client, once, and then keeps the connection open: a client that sees its end would come back
 * and get everything twice. For one thread, that of the connection.
 */
final class StreamConnection {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StatusFilter filter;
    private final Pace pace;
    private final long keepAliveNanos;
    private final MessageWriter out;
    private final CountDownLatch closing;
    private final ServeTally tally;
    private long lastNanos = System.nanoTime();
    private long messages;
    private long keepAlives;

    /** @param closing at 0, the server wants the connection to end */
    StreamConnection(
            StatusFilter filter,
            Pace pace,
            Duration keepAlive,
            MessageWriter out,
            CountDownLatch closing,
            ServeTally tally) {
        this.filter = filter;
        this.pace = pace;
        this.keepAliveNanos = keepAlive.toNanos();
        this.out = out;
        this.closing = closing;
        this.tally = tally;
    }

    /**
     * Returns when the server closes.
     *
     * @throws IOException if the client has left
     * @throws UncheckedIOException if the lines cannot be read
     */
    void play(LineCursor lines) throws IOException {
        MessageSchedule schedule = new MessageSchedule(pace);
        while (!isClosing() && advance(lines)) {
            OptionalLong time = pace.isFlatOut()
                    ? OptionalLong.empty()
                    : MessageTime.of(lines.buffer(), lines.offset(), lines.length());
            long due = schedule.due(time, System.nanoTime());
            if (!isAccepted(lines)) {
                keepAliveIfSilent();
            } else if (waitUntil(due)) {
                // counted first: who has read a message finds it counted
                messages++;
                tally.message();
                out.message(lines.buffer(), lines.offset(), lines.length());
                lastNanos = System.nanoTime();
            }
        }
        while (!isClosing()) {
            waitUntil(System.nanoTime() + keepAliveNanos);
        }
    }

    long messages() {
        return messages;
    }

    long keepAlives() {
        return keepAlives;
    }

    private static boolean advance(LineCursor lines) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isAccepted(LineCursor line) {
        if (filter.acceptsAll()) {
            return true;
        }
        try {
            JsonNode message = JSON.readTree(line.buffer(), line.offset(), line.length());
            return message.isObject() && filter.accepts(message);
        } catch (IOException e) {
            // no JSON: no choice of a client matches it
            return false;
        }
    }

    /** Waits, with blank lines in between. @return false if the server closes before the time has come */
    private boolean waitUntil(long dueNanos) throws IOException {
        long left = dueNanos - System.nanoTime();
        while (left > 0) {
            keepAliveIfSilent();
            long untilKeepAlive = lastNanos + keepAliveNanos - System.nanoTime();
            if (isClosed(Math.min(left, untilKeepAlive))) {
                return false;
            }
            left = dueNanos - System.nanoTime();
        }
        return true;
    }

    private void keepAliveIfSilent() throws IOException {
        if (System.nanoTime() - lastNanos >= keepAliveNanos) {
            keepAlives++;
            tally.keepAlive();
            out.keepAlive();
            lastNanos = System.nanoTime();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private boolean isClosed(long nanos) {
        try {
            return closing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
