package weir.lake.quarantine;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import weir.lake.StreamSpec;
import weir.lake.command.BuildVersion;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.files.Mismatch;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.history.ManifestLog;
import weir.lake.history.PromotionMark;
import weir.lake.raw.Capture;
import weir.lake.raw.LineIntake;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;

/**
 * Empties the quarantine of one stream. Each order is written down first, then done, then marked as done; one that was cut
 * short anywhere is finished when the next owner opens. So every line is decided about once, and a line that is requeued
 * is in the raw zone once. A compaction may run meanwhile: lines of a plan that it has not finished are left alone. Its
 * owner is the only one of the stream, by locks that are held until {@link #close}. For one thread.
 */
public final class QuarantineOrders implements AutoCloseable {

    private final LakeFiles files;
    private final StreamSpec spec;
    private final UnfinishedPlan plans;
    private final Clock clock;
    private final Quarantine quarantine;
    private final OrderStore store;
    private final LakeLock quarantineLock;
    private final LakeLock importLock;
    private final Optional<Order> finished;

    /**
     * Becomes the owner and finishes an order that was cut short.
     *
     * @param spec the stream with the schema and the filter of today
     * @throws IOException if another process is the owner, or has lines for the raw zone in hand; or the order cannot be
     *     finished
     */
    public QuarantineOrders(LakeFiles files, StreamSpec spec, UnfinishedPlan plans, Clock clock) throws IOException {
        this.files = files;
        this.spec = spec;
        this.plans = plans;
        this.clock = clock;
        this.quarantine = new Quarantine(files, spec.name());
        this.store = new OrderStore(files, spec.name());
        this.quarantineLock = lock(files, spec.name());
        LakeLock second = null;
        try {
            second = LakeLock.take(files, LineIntake.lockOf(spec.name()));
            Optional<Order> unfinished = store.unfinished();
            finished = unfinished.isPresent() ? Optional.of(carryOut(unfinished.get())) : unfinished;
        } catch (IOException | RuntimeException e) {
            release(second, e);
            release(quarantineLock, e);
            throw e;
        }
        this.importLock = second;
    }

    /** What whoever changes the quarantine of a stream holds. */
    static LakeLock lock(LakeFiles files, String stream) throws IOException {
        return LakeLock.take(files, "quarantine-" + stream);
    }

    private static void release(LakeLock lock, Exception failure) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The order that somebody works on or has left half-way, if there is one. */
    public static Optional<Order> unfinished(LakeFiles files, String stream) throws IOException {
        return new OrderStore(files, stream).unfinished();
    }

    /** The number of the newest order of a stream that is finished; 0 if there is none. */
    public static long newestFinished(LakeFiles files, String stream) throws IOException {
        OrderStore store = new OrderStore(files, stream);
        long newest = store.newest();
        return newest == 0 || files.exists(store.donePath(newest)) ? newest : newest - 1;
    }

    /** What is wrong with the orders of a stream, with the decisions they led to, and with what they sent back. */
    public static List<Mismatch> mismatches(LakeFiles files, String stream) throws IOException {
        return new OrderVerification(files, stream).mismatches();
    }

    /** The order that an earlier owner had left half-way, and this one has finished. */
    public Optional<Order> finished() {
        return finished;
    }

    /**
     * Judges the selected lines with the schema and the filter of today, and puts those that are malformed no longer back
     * into the raw zone, byte for byte, as a microbatch of their own.
     */
    public OrderResult requeue(LineSelection selection) throws IOException {
        LineReader judge = LineReader.of(spec, List.of());
        Sorting sorting = sort(
                selection,
                line -> judge.read(line.bytes(), 0, line.bytes().length) == Verdict.MALFORMED
                        ? Optional.of(judge.malformed().reason())
                        : Optional.empty());
        if (sorting.picked().isEmpty()) {
            return sorting.result(Optional.empty());
        }
        Microbatch into = new RawZone(files, spec.name()).begin(clock.instant());
        return sorting.result(Optional.of(give(Decision.REQUEUED, Optional.of(into), sorting.picked())));
    }

    /** Takes the selected lines out of quarantine for good. The archive keeps what was captured. */
    public OrderResult drop(LineSelection selection) throws IOException {
        Sorting sorting = sort(selection, Sorting.Judge.LENIENT);
        return sorting.result(
                sorting.picked().isEmpty()
                        ? Optional.empty()
                        : Optional.of(give(Decision.DROPPED, Optional.empty(), sorting.picked())));
    }

    private Sorting sort(LineSelection selection, Sorting.Judge judge) throws IOException {
        new PromotionMark(files, spec.name()).requireNone();
        Sorting sorting = new Sorting(selection, judge);
        List<QuarantineFile> found = quarantine.files();
        OptionalLong unfinished = plans.number(); // asked after the files: a later plan has none among them
        for (QuarantineFile file : found) {
            try (QuarantineReader lines = quarantine.open(file)) {
                sorting.sort(file, lines, unfinished.isEmpty() || unfinished.getAsLong() != file.plan());
            }
        }
        return sorting;
    }

    private Order give(Decision decision, Optional<Microbatch> into, List<Picked> picked) throws IOException {
        Order order = new Order(spec.name(), store.newest() + 1, decision, into, picked);
        store.write(order);
        return carryOut(order);
    }

    /** Every step can be done again. @return the order as it was carried out */
    private Order carryOut(Order order) throws IOException {
        Order delivered = order.into().isPresent() ? deliver(order) : order;
        for (QuarantineFile file : delivered.files()) {
            quarantine.decide(file, delivered);
        }
        for (QuarantineFile file : delivered.files()) {
            quarantine.tidy(file);
        }
        store.finish(delivered);
        return delivered;
    }

    private Order deliver(Order order) throws IOException {
        Position position = new Position.Requeued(order.number());
        Microbatch into = order.into().orElseThrow();
        Optional<Manifest> there = committed(into);
        if (there.isEmpty()) {
            commit(order, into, position);
            return order;
        }
        if (there.get().position().equals(Optional.of(position))) {
            files.settle(into.folder());
            return order;
        }
        // the folder was removed while nobody watched over it, and its name was given to somebody else
        Order moved = order.into(new RawZone(files, spec.name()).begin(clock.instant()));
        store.write(moved);
        return deliver(moved);
    }

    private void commit(Order order, Microbatch into, Position position) throws IOException {
        requireEveryLine(order);
        try (PickedCursor lines = new PickedCursor(quarantine, order)) {
            new LineIntake(files, spec, Capture.ALL, "weir " + BuildVersion.text()).commit(into, lines, position);
        }
    }

    private void requireEveryLine(Order order) throws IOException {
        long found = 0;
        try (PickedCursor lines = new PickedCursor(quarantine, order)) {
            while (lines.next()) {
                found++;
            }
        }
        if (found != order.lines()) {
            throw new CorruptLakeException(
                    "Cannot requeue lines of " + files.uri(QuarantineFile.streamFolder(spec.name()))
                            + ": order " + order.number() + " names " + order.lines() + " lines, and " + found
                            + " of them are there. Nothing was requeued. Restore what is missing.");
        }
    }

    /** The manifest of a microbatch, wherever its lines are by now. */
    private Optional<Manifest> committed(Microbatch microbatch) throws IOException {
        return new ManifestLog(files, spec.name())
                .all(segment -> segment.mayHold(microbatch), microbatch::equals).stream()
                        .findFirst();
    }

    @Override
    public void close() throws IOException {
        try (quarantineLock) {
            importLock.close();
        }
    }
}
