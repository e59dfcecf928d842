package weir.lake.coverage;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.history.Continuity;
import weir.lake.history.ManifestLog;
import weir.lake.history.TimeRange;
import weir.lake.intake.AliveMark;
import weir.lake.raw.Connection;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/** The coverage of one stream, from the manifests of raw zone and archive and from its alive mark. */
public final class CoverageLog {

    private final LakeFiles marks;
    private final String stream;
    private final ManifestLog manifests;
    private final Clock clock;

    /**
     * The coverage in a lake.
     *
     * @param marks where spools and alive marks are: the lake, or another place
     */
    public CoverageLog(LakeFiles files, LakeFiles marks, String stream, Clock clock) {
        this.marks = marks;
        this.stream = stream;
        this.manifests = new ManifestLog(files, stream);
        this.clock = clock;
    }

    /**
     * What was captured.
     *
     * @param coverage what manifests and alive mark say
     * @param waiting the microbatches that no finished plan has consumed
     * @param findings the manifests whose numbers do not add up, or that do not follow one another
     */
    public record Captured(Coverage coverage, Set<Microbatch> waiting, List<Finding> findings) {

        public Captured {
            waiting = Set.copyOf(waiting);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Reads a range.
     *
     * @param asked by batch time; widened to whole hours
     * @param lastPlan the number of the last finished plan; what later ones have archived still counts as waiting
     * @param read is told how many manifests were read
     * @throws CorruptLakeException if a manifest or a footer outside of the range cannot be trusted
     */
    public Captured read(TimeRange asked, long lastPlan, LongConsumer read) throws IOException {
        TimeRange range = Hours.whole(asked);
        long from = range.from().toEpochMilli();
        long to = range.to().toEpochMilli();
        CoverageFold fold = new CoverageFold(range);
        Continuity continuity = Continuity.begin(manifests, marks, stream, range);
        manifests.walk(
                segment -> segment.toMillis() >= from && segment.fromMillis() < to,
                microbatch -> microbatch.timeMillis() >= from && microbatch.timeMillis() < to,
                new Reading(fold, continuity, lastPlan, read));
        manifests.newestBefore(from, CoverageLog::tellsOfSource).ifPresent(fold::context);
        manifests.oldestFrom(to, CoverageLog::tellsOfSource).ifPresent(fold::context);
        Optional<Connection> earliest = fold.earliestConnection();
        if (earliest.isPresent()) {
            EarlierNotice.of(manifests, earliest.get(), range.from()).ifPresent(fold::context);
        }
        List<Finding> findings = new ArrayList<>(fold.findings());
        Optional<AliveMark> mark = Optional.empty();
        try {
            mark = AliveMark.read(marks, stream);
        } catch (CorruptLakeException e) {
            findings.add(new Finding(
                    Hours.of(clock.instant()), e.getMessage() + "; remove the alive mark, ingest writes it anew"));
        }
        continuity
                .finish()
                .forEach(found -> findings.add(
                        new Finding(Hours.of(found.at()), found.where() + ": " + found.found() + ": restore them")));
        return new Captured(fold.finish(mark, clock.instant()), fold.waitingMicrobatches(), findings);
    }

    /** Hands each manifest on to all who add up. */
    private record Reading(CoverageFold fold, Continuity continuity, long lastPlan, LongConsumer read)
            implements ManifestLog.Visitor {

        @Override
        public void visit(Manifest manifest, OptionalLong plan) {
            fold.add(manifest, plan.isPresent() && plan.getAsLong() <= lastPlan);
            continuity.add(manifest);
            read.accept(1);
        }

        @Override
        public void unreadable(Instant from, CorruptLakeException reason) {
            fold.unreadable(from, reason);
        }
    }

    private static boolean tellsOfSource(Manifest manifest) {
        return !manifest.connections().isEmpty() || !manifest.gaps().isEmpty();
    }
}
