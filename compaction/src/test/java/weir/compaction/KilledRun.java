package weir.compaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes of a lake before a run and the same lake after it what a run leaves that is killed in between. The steps are the
 * changes that become visible, in the order of a run.
 *
 * @param before the root before the run
 * @param after the root after it
 * @param plan the number of the run's plan
 */
record KilledRun(Path before, Path after, long plan) {

    /** One visible change. */
    record Step(String name, Change change) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Makes it in the lake at a root. */
    interface Change {
        void make(Path root) throws IOException;
    }

    /** All steps of the run. */
    List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        String number = String.format("%08d", plan);
        steps.add(copying(added("state/plans").filter(path -> path.endsWith(number + ".json"))));
        added("quarantine").forEach(path -> steps.add(copying(Stream.of(path))));
        addCommit(steps, "tables");
        addCommit(steps, "coverage");
        added("archive").sorted(KilledRun::linesFirst).forEach(path -> steps.add(copying(Stream.of(path))));
        for (String manifest : files(before.resolve("raw")).stream()
                .filter(path -> path.endsWith("_manifest.json"))
                .toList()) {
            Path path = Path.of("raw").resolve(manifest);
            steps.add(new Step("- " + path, root -> Files.delete(root.resolve(path))));
            steps.add(new Step("- " + path.getParent(), root -> removeMicrobatch(root.resolve(path.getParent()))));
        }
        steps.add(copying(added("state/plans").filter(path -> path.endsWith(".done.json"))));
        return steps;
    }

    /** One Delta commit: the table if it was not there, the data, the commit. */
    private void addCommit(List<Step> steps, String folder) {
        if (added(folder).anyMatch(KilledRun::createsTable)) {
            steps.add(copying(added(folder).filter(KilledRun::createsTable)));
        }
        steps.add(copying(added(folder).filter(path -> !path.contains("_delta_log"))));
        steps.add(copying(added(folder).filter(path -> path.contains("_delta_log") && !createsTable(path))));
    }

    /** Makes the lake of a run that was killed behind its first steps, in a new folder. */
    void make(Path root, int stepsDone) throws IOException {
        copyTree(before, root);
        for (Step step : steps().subList(0, stepsDone)) {
            step.change().make(root);
        }
    }

    private static boolean createsTable(String path) {
        return path.contains("_delta_log/00000000000000000000.") || path.contains("_delta_log/.00000000000000000000.");
    }

    private static int linesFirst(String one, String other) {
        return segmentOrder(one).compareTo(segmentOrder(other));
    }

    private static String segmentOrder(String path) {
        return path.replace(".jsonl.zst", " 1").replace(".index", " 2");
    }

    private Step copying(Stream<String> paths) {
        List<String> copied = paths.toList();
        return new Step("+ " + (copied.isEmpty() ? "nothing" : copied.get(0)), root -> {
            for (String path : copied) {
                Files.createDirectories(root.resolve(path).getParent());
                Files.copy(after.resolve(path), root.resolve(path), StandardCopyOption.REPLACE_EXISTING);
            }
        });
    }

    /** The files below a folder that the run added or changed. */
    private Stream<String> added(String folder) {
        return files(after.resolve(folder)).stream()
                .map(path -> folder + "/" + path)
                .filter(path -> !sameBefore(path));
    }

    private boolean sameBefore(String path) {
        try {
            return Files.exists(before.resolve(path)) && Files.mismatch(before.resolve(path), after.resolve(path)) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeMicrobatch(Path folder) throws IOException {
        for (String file : files(folder)) {
            Files.delete(folder.resolve(file));
        }
        Files.delete(folder);
        try (Stream<Path> left = Files.list(folder.getParent())) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder.getParent());
    }

    private static List<String> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a folder with all that is in it. */
    static void copyTree(Path from, Path to) throws IOException {
        for (String file : files(from)) {
            Files.createDirectories(to.resolve(file).getParent());
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }
}
