package weir.console.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import weir.compaction.Plan;
import weir.compaction.PlanStore;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.ManifestLog;
import weir.lake.intake.Spool;
import weir.lake.quarantine.Order;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.raw.Chunk;
import weir.lake.raw.LineIntake;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;

/** Who works on the lake, and what was left half-way. */
final class StateChecks {

    private final LakeFiles files;

    StateChecks(LakeFiles files) {
        this.files = files;
    }

    List<Finding> compaction() throws IOException {
        return List.of(owner("compaction", "compaction"));
    }

    List<Finding> stream(String stream, LakeFiles spoolFiles) throws IOException {
        List<Finding> found = new ArrayList<>();
        found.add(owner(stream + ", ingest", "ingest-" + stream));
        plan(stream).ifPresent(found::add);
        uncommitted(stream).ifPresent(found::add);
        spool(stream, spoolFiles).ifPresent(found::add);
        order(stream).ifPresent(found::add);
        return found;
    }

    private Finding owner(String what, String lock) throws IOException {
        return Finding.ok(
                what, LakeLock.owner(files, lock).map(owner -> "runs: " + owner).orElse("does not run"));
    }

    private Optional<Finding> plan(String stream) throws IOException {
        Optional<Plan> plan = new PlanStore(files, stream).unfinished();
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        String what = stream + ", plan " + plan.get().number();
        return Optional.of(
                LakeLock.owner(files, "compaction").isPresent()
                        ? Finding.ok(what, "is being worked on")
                        : Finding.warn(what, "was left half-way", "bin/compaction --once finishes it."));
    }

    private Optional<Finding> uncommitted(String stream) throws IOException {
        List<Microbatch> left = new RawZone(files, stream).uncommitted();
        boolean used = LakeLock.owner(files, "ingest-" + stream).isPresent()
                || LakeLock.owner(files, LineIntake.lockOf(stream)).isPresent();
        if (left.isEmpty() || used) {
            return Optional.empty();
        }
        return Optional.of(Finding.warn(
                stream + ", raw zone",
                left.size() + " microbatch(es) were begun and not committed, such as "
                        + left.get(0).folder(),
                "The next start of bin/ingest removes them; what a spool holds of them is committed then."));
    }

    private Optional<Finding> spool(String stream, LakeFiles spoolFiles) throws IOException {
        Spool spool = new Spool(spoolFiles, stream);
        Optional<Chunk> last = spool.last();
        if (last.isEmpty()) {
            return Optional.empty();
        }
        long committed = new ManifestLog(files, stream)
                .newest(manifest -> manifest.position().orElse(null) instanceof Position.Spooled)
                .flatMap(manifest -> manifest.position())
                .map(position -> ((Position.Spooled) position).last())
                .orElse(-1L);
        long waiting = Math.max(0, last.get().sequence() - committed);
        String found = Amount.count(waiting) + " chunk(s) wait in " + Amount.bytes(spool.bytes());
        return Optional.of(Finding.ok(
                stream + ", spool",
                waiting == 0 ? "nothing waits" : found + "; a running or starting ingest commits them"));
    }

    private Optional<Finding> order(String stream) throws IOException {
        Optional<Order> order = QuarantineOrders.unfinished(files, stream);
        return order.filter(unfinished -> !isHeld("quarantine-" + stream))
                .map(unfinished -> Finding.warn(
                        stream + ", quarantine",
                        "order " + unfinished.number() + " was left half-way",
                        "bin/lake quarantine requeue " + stream + " finishes it first."));
    }

    private boolean isHeld(String lock) {
        try {
            return LakeLock.owner(files, lock).isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
