package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineCounts;
import weir.lake.quarantine.QuarantineFile;
import weir.lake.raw.Microbatch;
import weir.lake.verify.Verified;

/**
 * Checks that the quarantine of one stream balances: what each finished plan has put there is still there, was requeued,
 * or was dropped.
 */
public final class QuarantineCount {

    private static final String RESTORE =
            "Restore the files of this plan from a copy; the lines themselves are in the archive.";

    private final LakeFiles files;
    private final String stream;
    private final TimeRange range;

    /** @param range of the microbatches' times; plans are checked as a whole */
    public QuarantineCount(LakeFiles files, String stream, TimeRange range) {
        this.files = files;
        this.stream = stream;
        this.range = range;
    }

    /** Checks. */
    public Verified run() throws IOException {
        Quarantine quarantine = new Quarantine(files, stream);
        Map<Long, QuarantineCounts> found = new HashMap<>();
        Map<Long, Set<Microbatch>> origins = new HashMap<>();
        for (QuarantineFile file : quarantine.files()) {
            quarantine.counts(file).forEach((microbatch, some) -> {
                found.merge(file.plan(), some, QuarantineCounts::and);
                origins.computeIfAbsent(file.plan(), unused -> new TreeSet<>()).add(microbatch);
            });
        }
        PlanStore plans = new PlanStore(files, stream);
        List<Mismatch> mismatches = new ArrayList<>();
        QuarantineCounts all = QuarantineCounts.NONE;
        for (long number : plans.numbers()) {
            Plan plan = plans.read(number);
            Optional<PlanStore.Finished> finished = plans.finished(number);
            if (finished.isEmpty()
                    || !range.meets(plan.first().time(), plan.last().time())) {
                continue;
            }
            QuarantineCounts counts = found.getOrDefault(number, QuarantineCounts.NONE);
            all = all.and(counts);
            Set<Microbatch> strange = new TreeSet<>(origins.getOrDefault(number, Set.of()));
            plan.microbatches().forEach(strange::remove);
            if (!strange.isEmpty()) {
                mismatches.add(new Mismatch(
                        files.uri("quarantine/" + stream) + ", lines of " + plan.name(),
                        "lines of microbatches that the plan consumed",
                        "lines of " + strange.iterator().next().name(),
                        RESTORE));
            }
            if (counts.total() != finished.get().malformed()) {
                mismatches.add(new Mismatch(
                        files.uri("quarantine/" + stream) + ", lines of " + plan.name(),
                        finished.get().malformed() + " malformed lines, as state/plans says",
                        counts.held() + " there + " + counts.requeued() + " requeued + " + counts.dropped()
                                + " dropped",
                        RESTORE));
            }
        }
        String counted = String.format(
                Locale.ROOT, "%,d there, %,d requeued, %,d dropped", all.held(), all.requeued(), all.dropped());
        return new Verified("quarantine counts", counted, mismatches);
    }
}
