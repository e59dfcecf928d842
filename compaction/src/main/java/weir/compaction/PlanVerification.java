package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;
import weir.lake.verify.Verified;

/**
 * Checks the plans of one stream: that each is there and finished before the next, that the archive holds exactly the
 * microbatches of a finished one, that none of them is in the raw zone, where they would be taken a second time, and that
 * the commits of the tables are as they were when it was finished.
 */
public final class PlanVerification {

    private static final String RESTORE = "Restore the file from a copy.";
    private static final int NAMED = 3;

    private final LakeFiles files;
    private final TimeRange range;
    private final PlanStore plans;
    private final RawZone raw;
    private final Archive archive;
    private final TableLogs logs;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final Set<Microbatch> waiting = new HashSet<>();

    /** @param range of the microbatches' times; plans are checked as a whole */
    public PlanVerification(LakeFiles files, String stream, TimeRange range) {
        this.files = files;
        this.range = range;
        this.plans = new PlanStore(files, stream);
        this.raw = new RawZone(files, stream);
        this.archive = new Archive(files, stream);
        this.logs = new TableLogs(files, stream);
    }

    /** Checks. A compaction may run. */
    public Verified run() throws IOException {
        // the order makes it right while a compaction runs: plans, then the raw zone, then the archive
        long newest = plans.newestNamed();
        Map<Long, Plan> finished = new TreeMap<>();
        List<Plan> unfinished = new ArrayList<>();
        for (long number = 1; number <= newest; number++) {
            Optional<Plan> plan = read(number);
            if (isDone(number, newest)) {
                plan.ifPresent(one -> finished.put(one.number(), one));
            } else {
                plan.ifPresent(unfinished::add);
            }
        }
        waiting.addAll(raw.committed());
        Map<Long, List<Manifest>> archived = archived();
        for (Plan plan : finished.values()) {
            if (range.meets(plan.first().time(), plan.last().time())) {
                compare(plan, archived.getOrDefault(plan.number(), List.of()));
                mismatches.addAll(logs.mismatches(plan.number()));
            }
        }
        for (Plan plan : unfinished) {
            requireLines(plan, archived.getOrDefault(plan.number(), List.of()));
        }
        return new Verified("plans", String.format(Locale.ROOT, "%,d plans", newest), mismatches);
    }

    private Optional<Plan> read(long number) throws IOException {
        String path = plans.path(number);
        try {
            Document.mismatch(files, path, RESTORE).ifPresent(mismatches::add);
            return Optional.of(plans.read(number));
        } catch (FileNotFoundException e) {
            mismatches.add(new Mismatch(
                    files.uri(path), "a plan, as they are numbered without a gap", "there is no such file", RESTORE));
        } catch (CorruptLakeException e) {
            mismatches.add(Mismatch.unreadable(files.uri(path), "a plan", e, RESTORE));
        }
        return Optional.empty();
    }

    private boolean isDone(long number, long newest) throws IOException {
        String path = plans.donePath(number);
        if (!files.exists(path)) {
            if (number < newest) {
                mismatches.add(new Mismatch(
                        files.uri(path),
                        "what the plan gave, as a later one was begun",
                        "there is no such file",
                        RESTORE));
            }
            return number < newest;
        }
        try {
            Document.mismatch(files, path, RESTORE).ifPresent(mismatches::add);
            plans.finished(number);
        } catch (CorruptLakeException e) {
            mismatches.add(Mismatch.unreadable(files.uri(path), "what the plan gave", e, RESTORE));
        }
        return true;
    }

    /** The manifests of each plan that the archive has. */
    private Map<Long, List<Manifest>> archived() throws IOException {
        Map<Long, List<Manifest>> archived = new TreeMap<>();
        for (Segment segment : archive.segments()) {
            if (!range.meets(segment.from(), segment.to())) {
                continue;
            }
            if (!files.exists(plans.path(segment.plan()))) {
                mismatches.add(new Mismatch(
                        files.uri(plans.path(segment.plan())),
                        "the plan that made " + files.uri(segment.path()),
                        "there is no such file",
                        RESTORE));
            }
            try {
                archived.computeIfAbsent(segment.plan(), unused -> new ArrayList<>())
                        .addAll(archive.footer(segment).manifests());
            } catch (CorruptLakeException e) {
                // the check of the archive tells of it; here its microbatches are missing
            }
        }
        return archived;
    }

    private void compare(Plan plan, List<Manifest> archived) {
        Set<Microbatch> there = new HashSet<>();
        archived.forEach(manifest -> there.add(manifest.microbatch()));
        // a segment outside of the range was not looked at
        List<Microbatch> planned = plan.microbatches().stream()
                .filter(microbatch -> range.meets(microbatch.time(), microbatch.time()))
                .toList();
        List<Microbatch> missing = planned.stream()
                .filter(microbatch -> !there.contains(microbatch))
                .toList();
        if (!missing.isEmpty()) {
            mismatches.add(new Mismatch(
                    files.uri("archive/" + plan.stream()) + ", segments of " + plan.name(),
                    "all microbatches of the plan",
                    missing.size() + " are not there: " + names(missing),
                    "Restore the segments from a copy."));
        }
        long lines = archived.stream().mapToLong(Manifest::lines).sum();
        boolean whole = planned.size() == plan.microbatches().size();
        if (whole && missing.isEmpty() && (there.size() != planned.size() || lines != plan.lines())) {
            mismatches.add(new Mismatch(
                    files.uri(plans.path(plan.number())),
                    plan.microbatches().size() + " microbatches of " + plan.lines() + " lines",
                    "the archive has " + there.size() + " of " + lines + " lines from this plan",
                    RESTORE));
        }
        List<Microbatch> again = planned.stream().filter(waiting::contains).toList();
        if (!again.isEmpty()) {
            mismatches.add(
                    new Mismatch(
                            files.uri(again.get(0).folder()),
                            "not in the raw zone what " + plan.name() + " has archived",
                            again.size() + " microbatches of it: " + names(again),
                            "Move them away after comparing them with the archive: the next compaction would take them again."));
        }
    }

    private void requireLines(Plan plan, List<Manifest> archived) {
        Set<Microbatch> there = new HashSet<>(waiting);
        archived.forEach(manifest -> there.add(manifest.microbatch()));
        List<Microbatch> missing = plan.microbatches().stream()
                .filter(microbatch -> range.meets(microbatch.time(), microbatch.time()))
                .filter(microbatch -> !there.contains(microbatch))
                .toList();
        if (!missing.isEmpty()) {
            mismatches.add(new Mismatch(
                    files.uri(missing.get(0).folder()) + ", or the archive",
                    "the microbatches that " + plan.name() + " is to consume",
                    missing.size() + " are in neither: " + names(missing),
                    "Restore them from a copy; the compaction waits for them."));
        }
    }

    private static String names(List<Microbatch> microbatches) {
        List<String> first =
                microbatches.stream().limit(NAMED).map(Microbatch::name).toList();
        return String.join(", ", first) + (microbatches.size() > NAMED ? ", …" : "");
    }
}
