package weir.lake.coverage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import weir.lake.Tables;
import weir.lake.coverage.HourBalance.Arrived;
import weir.lake.coverage.HourBalance.Aside;
import weir.lake.coverage.HourBalance.Settled;

/**
 * Whether the numbers of a stream add up, hour by hour: what was captured against what the lake holds.
 *
 * @param stream the stream's name
 * @param coverage what manifests and alive mark say
 * @param hours both sides of every hour that has messages
 * @param findings what does not add up, by hour
 */
public record Balance(String stream, Coverage coverage, SortedMap<Instant, HourBalance> hours, List<Finding> findings) {

    public Balance {
        hours = Collections.unmodifiableSortedMap(new TreeMap<>(hours));
        findings = findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::hour))
                .toList();
    }

    /**
     * Weighs what was captured against what the lake holds.
     *
     * @param earlier what was found before, in the manifests and the plans
     */
    public static Balance of(String stream, Coverage coverage, Holdings holdings, List<Finding> earlier) {
        Set<Instant> all = new TreeSet<>();
        coverage.hours().forEach((hour, covered) -> {
            if (covered.compacted().plus(covered.waiting()).microbatches() > 0) {
                all.add(hour);
            }
        });
        Stream.of(holdings.compacted(), holdings.rows(), holdings.deleted(), holdings.quarantined())
                .forEach(byHour -> all.addAll(byHour.keySet()));
        SortedMap<Instant, HourBalance> hours = new TreeMap<>();
        List<Finding> findings = new ArrayList<>(earlier);
        for (Instant hour : all) {
            Scales scales = new Scales(
                    stream,
                    hour,
                    coverage.at(hour),
                    holdings.compacted().getOrDefault(hour, CompactedHour.NONE),
                    holdings.rows().getOrDefault(hour, 0L),
                    holdings.deleted().getOrDefault(hour, 0L),
                    holdings.quarantined().getOrDefault(hour, 0L));
            hours.put(hour, scales.balance());
            scales.problems().forEach(text -> findings.add(new Finding(hour, text)));
            boolean explained =
                    findings.stream().anyMatch(finding -> finding.hour().equals(hour));
            if (!explained && !hours.get(hour).holds()) {
                findings.add(new Finding(hour, "the two sides differ"));
            }
        }
        return new Balance(stream, coverage, hours, findings);
    }

    /** Whether everything adds up. */
    public boolean holds() {
        return findings.isEmpty();
    }

    /** Whether anything of an hour does not add up. */
    public boolean failsAt(Instant hour) {
        return findings.stream().anyMatch(finding -> finding.hour().equals(hour));
    }

    /** All hours together. */
    public HourBalance total() {
        return hours.values().stream().reduce(HourBalance.NONE, HourBalance::plus);
    }

    /** One hour with all that is known of it. */
    private record Scales(
            String stream,
            Instant hour,
            HourCoverage covered,
            CompactedHour found,
            long rows,
            long deleted,
            long quarantined) {

        HourBalance balance() {
            Intake waiting = covered.waiting();
            Intake all = covered.compacted().plus(waiting);
            return new HourBalance(
                    new Arrived(all.received(), all.requeued()),
                    new Aside(
                            found.control() + waiting.judged().controlTotal(),
                            quarantined + waiting.judged().malformed(),
                            all.judged().unparsable(),
                            all.notWritten()),
                    found.kept() + found.dropped() + waiting.records(),
                    new Settled(rows, found.duplicates(), found.dropped(), deleted, waiting.records()));
        }

        List<String> problems() {
            List<String> problems = new ArrayList<>();
            Intake consumed = covered.compacted();
            if (consumed.microbatches() != found.microbatches()) {
                problems.add("plans consumed %,d microbatches, the archive has the manifests of %,d: compare %s with %s"
                        .formatted(
                                found.microbatches(),
                                consumed.microbatches(),
                                day("archive/"),
                                "state/plans/" + stream));
            }
            if (consumed.lines() != found.lines()) {
                problems.add("the compaction found %,d lines, the manifests have %,d: look at %s"
                        .formatted(found.lines(), consumed.lines(), day("archive/")));
            }
            if (found.malformed() != quarantined) {
                problems.add("the compaction put %,d lines into quarantine, %,d are there: look at %s"
                        .formatted(found.malformed(), quarantined, day("quarantine/")));
            }
            if (found.rows() != rows + deleted) {
                String taken = deleted == 0 ? "" : ", %,d were deleted".formatted(deleted);
                problems.add("the compaction added %,d rows%s, %,d are there: look at the history of %s"
                        .formatted(found.rows(), taken, rows, Tables.ofStream(stream)));
            }
            return problems;
        }

        private String day(String zone) {
            return zone + stream + "/dt=" + LocalDate.ofInstant(hour, ZoneOffset.UTC);
        }
    }
}
