package weir.lake.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import weir.lake.coverage.Intervals.Interval;
import weir.lake.files.CorruptLakeException;
import weir.lake.history.TimeRange;
import weir.lake.intake.AliveMark;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/** Folds the manifests of a stream, given in any order, each once, into its coverage. Holds none of them. */
final class CoverageFold {

    private final TimeRange range;
    private final Map<Instant, Intake> compacted = new TreeMap<>();
    private final Map<Instant, Intake> waiting = new TreeMap<>();
    private final Set<Microbatch> waitingMicrobatches = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Withheld withheld = new Withheld();
    private final NavigableMap<Instant, Connection> connections = new TreeMap<>();
    private final Set<Gap> gaps = new LinkedHashSet<>();

    /** @param range whole hours */
    CoverageFold(TimeRange range) {
        this.range = range;
    }

    /** A manifest of the range. */
    void add(Manifest manifest, boolean isCompacted) {
        Instant hour = Hours.of(manifest.microbatch());
        (isCompacted ? compacted : waiting).merge(hour, Intake.of(manifest), Intake::plus);
        if (!isCompacted) {
            waitingMicrobatches.add(manifest.microbatch());
        }
        ManifestCheck.problem(manifest).ifPresent(text -> findings.add(new Finding(hour, text)));
        context(manifest);
    }

    /** Manifests of the range, from this time on, that cannot be read: nobody can say what adds up there. */
    void unreadable(Instant from, CorruptLakeException reason) {
        Instant first = from.isBefore(range.from()) ? range.from() : from;
        findings.add(new Finding(Hours.of(first), reason.getMessage()));
    }

    /** A manifest before or behind the range, which says what reaches into it. */
    void context(Manifest manifest) {
        Instant hour = Hours.of(manifest.microbatch());
        for (Connection connection : manifest.connections()) {
            withheld.add(hour, connection);
            connections.merge(connection.from(), connection, Connection::and);
        }
        gaps.addAll(manifest.gaps());
    }

    /** The earliest connection that a manifest named. */
    Optional<Connection> earliestConnection() {
        return Optional.ofNullable(connections.firstEntry()).map(Map.Entry::getValue);
    }

    /** The microbatches of the range that no finished plan has consumed. */
    Set<Microbatch> waitingMicrobatches() {
        return waitingMicrobatches;
    }

    /** What does not add up in the manifests. */
    List<Finding> findings() {
        return findings;
    }

    /** The coverage as it stands at a time. */
    Coverage finish(Optional<AliveMark> mark, Instant now) {
        Instant end = now.isBefore(range.to()) ? now : range.to();
        Hearing hearing = Hearing.of(connections.values(), gaps, mark, end);
        List<Gap> inRange = hearing.gaps().stream().filter(this::meetsRange).toList();
        Optional<Gap> open = hearing.open().filter(this::meetsRange);
        Map<Instant, Duration> connected = hearing.connected().byHour(range);
        Map<Instant, Duration> missed = Intervals.union(Stream.concat(inRange.stream(), open.stream())
                        .map(gap -> new Interval(gap.from(), gap.until()))
                        .toList())
                .byHour(range);
        Map<Instant, Long> grown = withheld.byHour();
        Set<Instant> hours = new TreeSet<>(connected.keySet());
        Stream.of(compacted.keySet(), waiting.keySet(), missed.keySet()).forEach(hours::addAll);
        SortedMap<Instant, HourCoverage> covered = new TreeMap<>();
        for (Instant hour : hours) {
            covered.put(
                    hour,
                    new HourCoverage(
                            compacted.getOrDefault(hour, Intake.NONE),
                            waiting.getOrDefault(hour, Intake.NONE),
                            grown.getOrDefault(hour, 0L),
                            connected.getOrDefault(hour, Duration.ZERO),
                            missed.getOrDefault(hour, Duration.ZERO)));
        }
        return new Coverage(range, covered, inRange, open);
    }

    /** Whether a moment of a gap lies in the range; one that ends where the range begins has none. */
    private boolean meetsRange(Gap gap) {
        boolean behind = !gap.from().isBefore(range.to());
        boolean before = !gap.until().isAfter(range.from()) && gap.from().isBefore(range.from());
        return !behind && !before;
    }
}
