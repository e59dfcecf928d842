package weir.console;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import weir.compaction.Plan;
import weir.compaction.PlanStore;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.history.ManifestLog;
import weir.lake.intake.AliveMark;
import weir.lake.intake.Spool;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineCounts;
import weir.lake.raw.Chunk;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;

/** Reads how a stream is, from names and from what waits: no session, and no footer of the archive but one. */
final class StatusReading {

    private final LakeFiles files;
    private final LakeFiles spools;

    /** @param spools where spools and alive marks are: the lake, or another place */
    StatusReading(LakeFiles files, LakeFiles spools) {
        this.files = files;
        this.spools = spools;
    }

    StreamStatus of(String stream) throws IOException {
        List<Microbatch> committed = new RawZone(files, stream).committed();
        PlanStore plans = new PlanStore(files, stream);
        Optional<Plan> unfinished = plans.unfinished();
        long quarantined = new Quarantine(files, stream)
                .counts(microbatch -> true).values().stream()
                        .mapToLong(QuarantineCounts::held)
                        .sum();
        return new StreamStatus(
                stream,
                last(stream, committed),
                waiting(stream, committed),
                spooled(stream),
                AliveMark.read(spools, stream),
                LakeLock.owner(files, "ingest-" + stream),
                plans.newestFinished(),
                unfinished.isPresent() ? OptionalLong.of(unfinished.get().number()) : OptionalLong.empty(),
                quarantined);
    }

    private Optional<Microbatch> last(String stream, List<Microbatch> committed) throws IOException {
        Optional<Microbatch> archived = new Archive(files, stream)
                .segments().stream()
                        .map(Segment::toMillis)
                        .max(Long::compare)
                        .map(millis -> new Microbatch(stream, millis));
        Optional<Microbatch> raw =
                committed.isEmpty() ? Optional.empty() : Optional.of(committed.get(committed.size() - 1));
        return raw.isPresent() && archived.isPresent() && raw.get().compareTo(archived.get()) < 0
                ? archived
                : raw.or(() -> archived);
    }

    private StreamStatus.Waiting waiting(String stream, List<Microbatch> committed) throws IOException {
        RawZone raw = new RawZone(files, stream);
        long microbatches = 0;
        long lines = 0;
        long bytes = 0;
        long unreadable = 0;
        for (Microbatch microbatch : committed) {
            try {
                Manifest manifest = raw.manifest(microbatch);
                microbatches++;
                lines += manifest.lines();
                bytes += manifest.bytes();
            } catch (FileNotFoundException e) {
                // compacted since the folder was listed
            } catch (CorruptLakeException e) {
                unreadable++;
            }
        }
        return new StreamStatus.Waiting(microbatches + unreadable, lines, bytes, unreadable);
    }

    private StreamStatus.Spooled spooled(String stream) throws IOException {
        Spool spool = new Spool(spools, stream);
        Optional<Chunk> last = spool.last();
        if (last.isEmpty()) {
            return new StreamStatus.Spooled(0, spool.bytes());
        }
        long committed = new ManifestLog(files, stream)
                .newest(manifest -> manifest.position().orElse(null) instanceof Position.Spooled)
                .flatMap(Manifest::position)
                .map(position -> ((Position.Spooled) position).last())
                .orElse(-1L);
        return new StreamStatus.Spooled(Math.max(0, last.get().sequence() - committed), spool.bytes());
    }
}
