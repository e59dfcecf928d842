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
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.history.AskedDeletions;
import weir.lake.parallel.ParallelTasks;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;
import weir.lake.source.SourceOptions;

/** Judges the microbatches of one stream, several at once: as many judges as threads ask at a time. Safe for threads. */
final class Judges {

    /** What earlier plans were asked to delete. */
    @FunctionalInterface
    interface Known {
        AskedDeletions get() throws IOException;
    }

    private final LakeFiles files;
    private final StreamSpec spec;
    private final Known asked;
    private final RawZone raw;
    private final ConcurrentLinkedQueue<Judge> idle = new ConcurrentLinkedQueue<>();
    private AskedDeletions known;

    /** @param asked read when there is a microbatch to judge */
    Judges(LakeFiles files, StreamSpec spec, Known asked) {
        this.files = files;
        this.spec = spec;
        this.asked = asked;
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
            judge = new Judge(files, spec, known(), Optional.empty());
        }
        Judged judged = judge.judge(manifest);
        idle.add(judge);
        return judged;
    }

    private synchronized AskedDeletions known() throws IOException {
        if (known == null) {
            known = asked.get();
        }
        return known;
    }

    /**
     * What was found in a microbatch.
     *
     * @param judged null if it is not what its manifest says
     * @param problem null if it is
     */
    record Look(Judged judged, CorruptLakeException problem) {}

    /**
     * Judges microbatches, in their order. Each thread takes some that follow each other.
     *
     * @param rows takes the kept lines in; of no use if there is a problem
     */
    List<Look> judge(List<Manifest> manifests, RowFiles rows) throws IOException {
        List<Look> all = new ArrayList<>();
        try (ParallelTasks<List<Look>> stretches = new ParallelTasks<>(stretches(manifests).stream()
                .map(stretch -> looks(stretch, rows))
                .iterator())) {
            while (stretches.hasNext()) {
                all.addAll(stretches.next());
            }
        }
        return all;
    }

    private static List<List<Manifest>> stretches(List<Manifest> manifests) {
        long bytes = manifests.stream().mapToLong(Manifest::bytes).sum();
        long most = SourceOptions.taskBytes(bytes, Runtime.getRuntime().availableProcessors());
        List<List<Manifest>> stretches = new ArrayList<>();
        long ofLast = most;
        for (Manifest manifest : manifests) {
            if (ofLast >= most) {
                stretches.add(new ArrayList<>());
                ofLast = 0;
            }
            stretches.get(stretches.size() - 1).add(manifest);
            ofLast += manifest.bytes();
        }
        return stretches;
    }

    private Callable<List<Look>> looks(List<Manifest> manifests, RowFiles rows) {
        return () -> {
            List<Look> looks = new ArrayList<>();
            try (Judge judge = new Judge(files, spec, known(), Optional.of(rows))) {
                for (Manifest manifest : manifests) {
                    looks.add(look(judge, manifest, rows));
                }
            }
            return looks;
        };
    }

    private static Look look(Judge judge, Manifest manifest, RowFiles rows) throws IOException {
        try {
            return new Look(judge.judge(manifest), null);
        } catch (CorruptLakeException e) {
            rows.giveUp();
            return new Look(null, e);
        }
    }

    /**
     * Judges those of some microbatches that are there, in their order.
     *
     * @param rows takes the kept lines in
     * @throws CorruptLakeException if one of them is not what its manifest says
     */
    List<Judged> judge(Collection<Microbatch> microbatches, RowFiles rows) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (ParallelTasks<Optional<Manifest>> there =
                new ParallelTasks<>(microbatches.stream().map(this::ifThere).iterator())) {
            while (there.hasNext()) {
                there.next().ifPresent(manifests::add);
            }
        }
        List<Judged> all = new ArrayList<>();
        for (Look look : judge(manifests, rows)) {
            if (look.problem() != null) {
                throw look.problem();
            }
            all.add(look.judged());
        }
        return all;
    }

    private Callable<Optional<Manifest>> ifThere(Microbatch microbatch) {
        return () -> {
            try {
                return Optional.of(raw.manifest(microbatch));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        };
    }
}
