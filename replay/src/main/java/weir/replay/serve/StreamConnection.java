package weir.replay.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import weir.lake.raw.LineCursor;

/**
 * Plays all lines to one client, once, and then keeps the connection open: a client that sees its end would come back
 * and get everything twice. Suffers the faults of the rehearsal that are due meanwhile. For one thread, that of the
 * connection.
 */
final class StreamConnection {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StatusFilter filter;
    private final ServeOptions options;
    private final long keepAliveNanos;
    private final MessageWriter out;
    private final CountDownLatch closing;
    private final ServeTally tally;
    private final Rehearsal rehearsal;
    private long lastNanos = System.nanoTime();
    private long messages;
    private long keepAlives;
    private long toWithhold;
    private long withheld;
    private long noticed;
    private End end = End.CLOSED;

    /** How a connection ended. */
    enum End {
        /** The server closes. */
        CLOSED,
        /** A fault wants a TCP reset. */
        RESET,
        /** A fault wants the response to end here. */
        TRUNCATED
    }

    /** @param closing at 0, the server wants the connection to end */
    StreamConnection(
            StatusFilter filter,
            ServeOptions options,
            MessageWriter out,
            CountDownLatch closing,
            ServeTally tally,
            Rehearsal rehearsal) {
        this.filter = filter;
        this.options = options;
        this.keepAliveNanos = options.keepAlive().toNanos();
        this.out = out;
        this.closing = closing;
        this.tally = tally;
        this.rehearsal = rehearsal;
    }

    /**
     * Returns when the server closes or a fault breaks the connection; to break it is up to the caller.
     *
     * @throws IOException if the client has left
     * @throws UncheckedIOException if the lines cannot be read
     */
    End play(LineCursor lines) throws IOException {
        Pace pace = options.pace();
        MessageSchedule schedule = new MessageSchedule(pace);
        while (!isOver() && advance(lines)) {
            long due = schedule.due(pace.isFlatOut() ? OptionalLong.empty() : time(lines), System.nanoTime());
            if (!isAccepted(lines)) {
                keepAliveIfSilent();
            } else if (waitUntil(due, Optional.of(lines))) {
                deliver(lines);
            }
            if (!pace.isFlatOut() || !lines.isAtHand()) {
                out.flush();
            }
        }
        out.flush();
        toWithhold = 0;
        while (!isOver()) {
            noticeLimit();
            waitUntil(System.nanoTime() + keepAliveNanos, Optional.empty());
        }
        return end;
    }

    /** Counts the lines that the client would have been sent behind the break. */
    void countUnsent(LineCursor lines) {
        while (closing.getCount() > 0 && advance(lines)) {
            if (isAccepted(lines)) {
                tally.unsent();
            }
        }
    }

    long messages() {
        return messages;
    }

    long keepAlives() {
        return keepAlives;
    }

    private void deliver(LineCursor line) throws IOException {
        if (toWithhold > 0) {
            toWithhold--;
            withheld++;
            tally.withheld();
            return;
        }
        noticeLimit();
        // counted first: who has read a message finds it counted
        messages++;
        tally.message();
        out.message(line.buffer(), line.offset(), line.length());
        lastNanos = System.nanoTime();
    }

    /** Tells how many messages were withheld since the connection was opened, once it is known. */
    private void noticeLimit() throws IOException {
        if (withheld > noticed) {
            noticed = withheld;
            byte[] notice = "{\"limit\":{\"track\":%d,\"timestamp_ms\":\"%d\"}}"
                    .formatted(withheld, options.clock().millis())
                    .getBytes(StandardCharsets.US_ASCII);
            out.message(notice, 0, notice.length);
            out.flush();
            lastNanos = System.nanoTime();
        }
    }

    private static boolean advance(LineCursor lines) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OptionalLong time(LineCursor line) {
        OptionalLong said = MessageTime.of(line.buffer(), line.offset(), line.length());
        return said.isEmpty() && line instanceof TimedCursor timed ? timed.millis() : said;
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

    /**
     * Waits, with blank lines in between, and suffers what is due.
     *
     * @param next the line that is sent next, if there is one
     * @return false if the connection is over before the time has come
     */
    private boolean waitUntil(long dueNanos, Optional<LineCursor> next) throws IOException {
        sufferFaults(next);
        long left = dueNanos - System.nanoTime();
        while (left > 0 && !isOver()) {
            keepAliveIfSilent();
            long untilKeepAlive = lastNanos + keepAliveNanos - System.nanoTime();
            sleep(Math.min(Math.min(left, untilKeepAlive), rehearsal.nanosToNext()));
            sufferFaults(next);
            left = dueNanos - System.nanoTime();
        }
        return !isOver();
    }

    private void sufferFaults(Optional<LineCursor> next) throws IOException {
        Optional<Fault> due = rehearsal.take();
        while (due.isPresent()) {
            suffer(due.get(), next);
            due = isOver() ? Optional.empty() : rehearsal.take();
        }
    }

    private void suffer(Fault fault, Optional<LineCursor> next) throws IOException {
        switch (fault.kind()) {
            case STALL -> {
                out.flush();
                sleep(fault.length().toNanos());
            }
            case LIMIT -> toWithhold += fault.messages();
            case RESET -> breakWith(End.RESET, next);
            case TRUNCATE -> breakWith(End.TRUNCATED, next);
            case BAN -> throw new IllegalStateException("a ban is for new connections");
        }
    }

    private void breakWith(End how, Optional<LineCursor> next) throws IOException {
        end = how;
        if (next.isPresent()) {
            LineCursor line = next.get();
            tally.cut();
            out.half(line.buffer(), line.offset(), line.length());
        }
    }

    private void keepAliveIfSilent() throws IOException {
        if (System.nanoTime() - lastNanos >= keepAliveNanos) {
            keepAlives++;
            tally.keepAlive();
            out.keepAlive();
            lastNanos = System.nanoTime();
        }
    }

    private boolean isOver() {
        return end != End.CLOSED
                || closing.getCount() == 0
                || Thread.currentThread().isInterrupted();
    }

    /** Returns earlier if the server closes. */
    private void sleep(long nanos) {
        try {
            closing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
