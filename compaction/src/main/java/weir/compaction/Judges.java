package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletions;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.parallel.ParallelTasks;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** Judges the microbatches of one stream, several at once: as many judges as threads ask at a time. Safe for threads. */
final class Judges {

    private final LakeFiles files;
    private final StreamSpec spec;
    private final Deletions known;
    private final RawZone raw;
    private final ConcurrentLinkedQueue<Judge> idle = new ConcurrentLinkedQueue<>();

    /** @param known what earlier plans were asked to delete */
    Judges(LakeFiles files, StreamSpec spec, Deletions known) {
        this.files = files;
        this.spec = spec;
        this.known = known;
        this.raw = new RawZone(files, spec.name());
    }

    /**
     * Judges a microbatch.
     *
     * @throws FileNotFoundException if it is not there
     * @throws CorruptLakeException if it is not what its manifest says, or that cannot be trusted
     */
    Judged judge(Microbatch microbatch) throws IOException {
        Manifest manifest = raw.manifest(microbatch);
        Judge judge = idle.poll();
        if (judge == null) {
            judge = new Judge(files, spec, known);
        }
        Judged judged = judge.judge(manifest);
        idle.add(judge);
        return judged;
    }

    /**
     * Judges those of some microbatches that are there, in their order.
     *
     * @throws CorruptLakeException if one of them is not what its manifest says
     */
    List<Judged> judge(Collection<Microbatch> microbatches) throws IOException {
        List<Judged> all = new ArrayList<>();
        try (ParallelTasks<Optional<Judged>> ahead =
                new ParallelTasks<>(microbatches.stream().map(this::ifThere).iterator())) {
            while (ahead.hasNext()) {
                ahead.next().ifPresent(all::add);
            }
        }
        return all;
    }

    private Callable<Optional<Judged>> ifThere(Microbatch microbatch) {
        return () -> {
            try {
                return Optional.of(judge(microbatch));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        };
    }
}
