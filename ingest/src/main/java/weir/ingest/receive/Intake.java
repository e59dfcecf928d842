package weir.ingest.receive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.files.LakeFiles;
import weir.lake.intake.AliveMark;
import weir.lake.intake.Spool;
import weir.lake.intake.SpoolWriter;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;

/**
 * Takes in what a receiver reads: gathers lines to chunks, keeps each in the spool before it hands it on, and knows when
 * the source was not heard and why.
 *
 * <ul>
 *   <li>Chunks have consecutive sequences and go in that order. A chunk goes when it is full, when it is old, when nothing
 *       has come for a tick, and when its connection ends; it never mixes connections. A line longer than a chunk goes alone.
 *   <li>What the sink is given is in the spool. A sink that throws loses nothing: who commits finds the chunk there.
 *   <li>When spool or disk have no room, {@link #append} waits for some seconds, which holds the source back, and then
 *       says so: the receiver has to end its connection, and to make another one when {@link #hasRoom} says yes. Nothing
 *       that was appended is lost by that.
 *   <li>The time between two connections becomes gaps in the first chunk of the second one. Over restarts, the alive mark
 *       and the spool say when the source was last heard.
 * </ul>
 *
 * <p>Safe for threads; the sink is called under its lock, so that a slow sink holds back whoever appends. The disk holds back
 * nobody: the spool is synced beside what comes, each chunk interval, or less often if the disk takes long for it.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** How long the source is held back before its connection is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long the end waits for batches to make room. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_MARKS = Duration.ofSeconds(5);
    /** After a sync, this many times what it took: the disk is there for the microbatches too. */
    private static final int REST = 9;

    private static final long POLL_MILLIS = 20;

    private final IntakeSettings settings;
    private final LakeFiles files;
    private final Clock clock;
    private final SpoolWriter spool;
    private final Consumer<Chunk> sink;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Outage outage = new Outage();
    private OpenConnection connection;
    /** The connection that the begun chunk came over. */
    private OpenConnection source;
    /** Of the last connection, until all that came is in the spool. */
    private Connection spooled;

    private Instant first;
    private volatile boolean ending;
    private boolean paused;
    /** Of the connection that the begun chunk came over, at the tick before; null if no chunk was begun. */
    private Instant heardBefore;

    private Instant nextMark = Instant.MIN;

    /** Held by who waits for the disk, and never taken by who holds the intake: the source goes on meanwhile. */
    private final Object disk = new Object();
    /** Guarded by {@link #disk}. */
    private Instant nextSync = Instant.MIN;

    private Intake(IntakeSettings settings, LakeFiles files, SpoolWriter spool, Consumer<Chunk> sink) {
        this.settings = settings;
        this.files = files;
        this.clock = settings.clock();
        this.spool = spool;
        this.sink = sink;
    }

    /**
     * Opens the intake where an earlier one has ended.
     *
     * @param sink is given each chunk once
     * @throws IOException if spool or alive mark cannot be read
     */
    public static Intake open(IntakeSettings settings, Consumer<Chunk> sink) throws IOException {
        LakeFiles files = settings.files();
        Optional<Chunk> last = new Spool(files, settings.stream()).last();
        Optional<AliveMark> mark = AliveMark.read(files, settings.stream());
        SpoolWriter spool = SpoolWriter.open(files, settings.stream(), settings.limits(), settings.firstSequence());
        Intake intake = new Intake(settings, files, spool, sink);
        intake.resume(last.map(Chunk::connection), mark);
        return intake;
    }

    private void resume(Optional<Connection> last, Optional<AliveMark> mark) {
        boolean chunkIsNewer = last.isPresent()
                && (mark.isEmpty() || last.get().until().isAfter(mark.get().heard()));
        if (chunkIsNewer) {
            spooled = last.get();
            outage.begin(Cause.KILLED, spooled.until(), "");
        } else if (mark.isPresent()) {
            spooled = mark.get().connection();
            outage.begin(mark.get().missing().orElse(Cause.KILLED), spooled.until(), "");
        }
    }

    /** Says that a connection has been made: the source is heard from now on, and nothing counts of one before it. */
    public synchronized OpenConnection begin() {
        Instant now = clock.instant();
        if (connection != null) {
            lost(connection, Cause.NETWORK, "");
        }
        outage.end(now);
        connection = new OpenConnection(now);
        return connection;
    }

    /**
     * Takes a line, given without its end. Nothing happens if its connection is not the present one.
     *
     * @return why the connection has to be ended now; empty if it may go on. The line was taken all the same
     */
    public synchronized Optional<Cause> append(OpenConnection from, byte[] buffer, int offset, int length) {
        if (from != connection) {
            return Optional.empty();
        }
        Instant read = clock.instant(); // not when there is room for it at last
        Optional<Cause> obstacle = Optional.empty();
        if (lines.size() > 0 && (long) lines.size() + length + 1 > settings.chunkBytes()) {
            obstacle = flush(PATIENCE);
        }
        lines.write(buffer, offset, length);
        lines.write('\n');
        touch(read);
        if (obstacle.isEmpty() && lines.size() >= settings.chunkBytes()) {
            obstacle = flush(PATIENCE);
        }
        return obstacle;
    }

    /** Says that something came that is no message, such as a keep-alive. */
    public synchronized void heard(OpenConnection from) {
        from.heardAt(clock.instant());
        if (from == connection && first == null) {
            spooled = connection.until(connection.heard());
        }
    }

    /**
     * Says that a connection has ended, or could not be made.
     *
     * @param ended the connection; null if none was made
     * @param detail on one line, for a person; may be empty
     */
    public void lost(OpenConnection ended, Cause cause, String detail) {
        synchronized (this) {
            if (ended != null && ended != connection) {
                return;
            }
            if (connection != null) {
                flush(Duration.ZERO);
                outage.begin(cause, connection.heard(), detail);
                connection = null;
            } else {
                outage.begin(cause, clock.instant(), detail);
            }
        }
        mark();
    }

    /** Whether there is room to go on after a pause, with some to spare. */
    public synchronized boolean hasRoom() {
        if (flush(Duration.ZERO).isPresent()) {
            return false;
        }
        paused = paused && spool.isCrowded(settings.chunkBytes());
        return !paused;
    }

    /**
     * To be called a few times in each chunk interval: hands on what is old and what nothing more has come behind, syncs the
     * spool, renews the alive mark.
     */
    public void tick() {
        Instant now = clock.instant();
        boolean markIsDue;
        synchronized (this) {
            boolean old = first != null && !now.isBefore(first.plus(settings.chunkInterval()));
            boolean quiet = first != null && source.heard().equals(heardBefore);
            heardBefore = first == null ? null : source.heard();
            if (old
                    || quiet
                    || (connection != null && first == null && !outage.ended().isEmpty())) {
                flush(Duration.ZERO);
            }
            markIsDue = !now.isBefore(nextMark);
        }
        if (markIsDue) {
            mark();
        } else {
            syncIfDue();
        }
    }

    /** Lets nobody wait for room any more. To be called before the receiver's threads are waited for. */
    public void hurry() {
        ending = true;
    }

    /**
     * Hands on what is left and writes down that the receiver stops. The intake can go on with {@link #begin}.
     *
     * @throws IOException if there is no room for what is left: it is lost, and counts as a gap at the next start
     */
    public void end() throws IOException {
        Optional<Cause> obstacle;
        synchronized (this) {
            ending = false;
            paused = false;
            obstacle = flush(LAST_PATIENCE);
            if (connection != null) {
                outage.begin(obstacle.orElse(Cause.STOPPED), connection.heard(), "");
                connection = null;
            }
        }
        mark();
        spool.close();
        if (obstacle.isPresent()) {
            throw new IOException("there is no room for the last lines ("
                    + obstacle.get().text() + "); they are missing, in a gap that the next start records");
        }
    }

    private void touch(Instant now) {
        if (first == null) {
            first = now;
            source = connection;
        }
        connection.heardAt(now);
    }

    /** Hands on the begun chunk, as soon as there is room. @return what is in the way after some patience */
    private Optional<Cause> flush(Duration patience) {
        List<Gap> gaps = outage.ended();
        if (first == null && (gaps.isEmpty() || connection == null)) {
            return Optional.empty();
        }
        OpenConnection over = first == null ? connection : source;
        Connection held = over.until(over.heard());
        Chunk chunk = new Chunk(spool.next(), held, gaps, 0, lines.toByteArray());
        Optional<Cause> obstacle = keep(chunk, patience);
        if (obstacle.isPresent()) {
            pause(obstacle.get());
            return obstacle;
        }
        outage.taken(gaps.size());
        first = null;
        lines.reset();
        spooled = held;
        sink.accept(chunk);
        return Optional.empty();
    }

    private Optional<Cause> keep(Chunk chunk, Duration patience) {
        long deadline = System.nanoTime() + (paused || ending ? 0 : patience.toNanos());
        while (true) {
            Optional<Cause> obstacle = spool.obstacle(chunk.lines().length);
            if (obstacle.isEmpty()) {
                try {
                    spool.append(chunk);
                    return Optional.empty();
                } catch (IOException e) {
                    LOG.warn("Cannot write to the spool stream={}: {}", settings.stream(), e.getMessage());
                    obstacle = Optional.of(Cause.DISK);
                }
            }
            if (System.nanoTime() >= deadline || ending || !waited()) {
                return obstacle;
            }
        }
    }

    private boolean waited() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void pause(Cause cause) {
        if (!paused) {
            paused = true;
            LOG.warn(
                    "The intake pauses: {} stream={}",
                    cause == Cause.DISK
                            ? "the disk of the spool has no room; make some"
                            : "the spool is full, as the lake is slower than the source",
                    settings.stream());
        }
    }

    private void syncIfDue() {
        synchronized (disk) {
            Instant begun = clock.instant();
            if (!begun.isBefore(nextSync)) {
                sync();
            }
        }
    }

    private void sync() {
        Instant begun = clock.instant();
        try {
            spool.sync();
        } catch (IOException e) {
            LOG.error(
                    "Cannot sync the spool: after a loss of power, messages of the last seconds may be missing stream={}"
                            + " reason={}",
                    settings.stream(),
                    e.getMessage());
        }
        Instant done = clock.instant();
        Duration rest = Duration.between(begun, done).multipliedBy(REST);
        nextSync = done.plus(rest.compareTo(settings.chunkInterval()) > 0 ? rest : settings.chunkInterval());
    }

    private void mark() {
        synchronized (disk) {
            AliveMark mark;
            synchronized (this) {
                if (spooled == null) {
                    return;
                }
                nextMark = clock.instant().plus(BETWEEN_MARKS);
                mark = new AliveMark(settings.stream(), spooled, spool.next() - 1, outage.cause());
            }
            sync(); // what the mark says is in the spool has to stay as long as the mark
            try {
                mark.write(files);
            } catch (IOException e) {
                LOG.warn(
                        "Cannot write the alive mark: after a kill, the gap would begin earlier stream={} reason={}",
                        settings.stream(),
                        e.getMessage());
            }
        }
    }
}
