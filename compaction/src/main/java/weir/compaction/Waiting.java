package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import weir.lake.files.CorruptLakeException;
import weir.lake.parallel.ParallelTasks;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/**
 * What waits for compaction: the committed microbatches whose files are what their manifests say.
 *
 * @param sound what was found in them, oldest first
 * @param problems what is wrong with the others, which stay where they are
 */
record Waiting(List<Judged> sound, List<String> problems) {

    Waiting {
        sound = List.copyOf(sound);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the raw zone, oldest microbatches first, until enough is found for one plan.
     *
     * @param limits how much a plan takes
     */
    static Waiting in(RawZone raw, Judges judges, Planner limits) throws IOException {
        List<Judged> sound = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long bytes = 0;
        long lines = 0;
        try (ParallelTasks<Look> looks = new ParallelTasks<>(raw.committed().stream()
                .map(microbatch -> look(judges, microbatch))
                .iterator())) {
            while (looks.hasNext() && limits.takesMore(sound.size(), lines, bytes)) {
                Look look = looks.next();
                if (look.problem() == null) {
                    sound.add(look.judged());
                    bytes += look.judged().manifest().bytes();
                    lines += look.judged().manifest().lines();
                } else {
                    problems.add(look.problem());
                }
            }
        }
        return new Waiting(sound, problems);
    }

    /** @param problem null if it is sound */
    private record Look(Judged judged, String problem) {}

    private static Callable<Look> look(Judges judges, Microbatch microbatch) {
        return () -> {
            try {
                return new Look(judges.judge(microbatch), null);
            } catch (CorruptLakeException e) {
                return new Look(null, e.getMessage());
            }
        };
    }

    /** The manifests of what is sound, oldest first. */
    List<Manifest> manifests() {
        return sound.stream().map(Judged::manifest).toList();
    }
}
