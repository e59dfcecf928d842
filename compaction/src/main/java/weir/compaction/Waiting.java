package weir.compaction;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
     * @param rows takes in the kept lines of what is sound; they are given up if something is not
     */
    static Waiting in(RawZone raw, Judges judges, Planner limits, RowFiles rows) throws IOException {
        List<Judged> sound = new ArrayList<>();
        SortedMap<Microbatch, String> problems = new TreeMap<>();
        try (Ahead ahead = new Ahead(raw, problems)) {
            boolean enough = false;
            while (!enough) {
                List<Manifest> next = ahead.take(sound, limits);
                List<Judges.Look> looks = judges.judge(next, rows);
                for (int i = 0; i < next.size(); i++) {
                    Judges.Look look = looks.get(i);
                    if (look.problem() == null) {
                        sound.add(look.judged());
                    } else {
                        problems.put(next.get(i).microbatch(), look.problem().getMessage());
                    }
                }
                enough = looks.stream().allMatch(look -> look.problem() == null);
            }
        }
        return new Waiting(sound, List.copyOf(problems.values()));
    }

    /** Reads manifests, and has them until their microbatches are looked at. */
    private static final class Ahead implements Closeable {

        private final ParallelTasks<Optional<Manifest>> reading;
        private List<Manifest> read = List.of();

        /** @param problems takes what is wrong with a manifest */
        Ahead(RawZone raw, Map<Microbatch, String> problems) throws IOException {
            Map<Microbatch, String> safe = Collections.synchronizedMap(problems);
            this.reading = new ParallelTasks<>(raw.committed().stream()
                    .map(microbatch -> manifest(raw, microbatch, safe))
                    .iterator());
        }

        private static Callable<Optional<Manifest>> manifest(
                RawZone raw, Microbatch microbatch, Map<Microbatch, String> problems) {
            return () -> {
                try {
                    return Optional.of(raw.manifest(microbatch));
                } catch (CorruptLakeException e) {
                    problems.put(microbatch, e.getMessage());
                    return Optional.empty();
                }
            };
        }

        /** The next ones that a plan takes if it takes what is sound. */
        List<Manifest> take(List<Judged> sound, Planner limits) throws IOException {
            List<Manifest> all =
                    new ArrayList<>(sound.stream().map(Judged::manifest).toList());
            all.addAll(read);
            long lines = all.stream().mapToLong(Manifest::lines).sum();
            long bytes = all.stream().mapToLong(Manifest::bytes).sum();
            while (reading.hasNext() && limits.takesMore(all.size(), lines, bytes)) {
                Optional<Manifest> manifest = reading.next();
                if (manifest.isPresent()) {
                    all.add(manifest.get());
                    lines += manifest.get().lines();
                    bytes += manifest.get().bytes();
                }
            }
            int taken =
                    limits.next(0, all).map(plan -> plan.microbatches().size()).orElse(0);
            read = all.subList(taken, all.size());
            return all.subList(sound.size(), taken);
        }

        @Override
        public void close() throws IOException {
            reading.close();
        }
    }

    /** The manifests of what is sound, oldest first. */
    List<Manifest> manifests() {
        return sound.stream().map(Judged::manifest).toList();
    }
}
