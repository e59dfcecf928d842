package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import weir.lake.raw.LineCursor;
import weir.replay.serve.FileLines;
import weir.replay.serve.LineSource;

/** The lines of a file, so many a second, with the time that each was sent at. Remembers the times of one connection. */
public final class PacedLines implements LineSource {

    private final Path file;
    private final long gapNanos;
    private final Clock clock;
    private List<Instant> sent = List.of();

    public PacedLines(Path file, int perSecond, Clock clock) {
        this.file = file;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.clock = clock;
    }

    /** When each line was sent by the connection that was opened last, in their order. */
    public synchronized List<Instant> sent() {
        return sent;
    }

    @Override
    public LineCursor open() throws IOException {
        List<Instant> times = Collections.synchronizedList(new ArrayList<>());
        synchronized (this) {
            sent = times;
        }
        return new Paced(new FileLines(List.of(file)).open(), times);
    }

    /** Gives each line when its time has come. */
    private final class Paced implements LineCursor.Forwarding {

        private final LineCursor lines;
        private final List<Instant> times;
        private final long begun = System.nanoTime();

        Paced(LineCursor lines, List<Instant> times) {
            this.lines = lines;
            this.times = times;
        }

        @Override
        public boolean next() throws IOException {
            if (!lines.next()) {
                return false;
            }
            long due = begun + times.size() * gapNanos;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            times.add(clock.instant());
            return true;
        }

        @Override
        public LineCursor current() {
            return lines;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
