package weir.replay.export;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import weir.lake.coverage.Coverage;
import weir.lake.coverage.HourCoverage;
import weir.lake.coverage.Intake;
import weir.lake.quarantine.QuarantineCounts;
import weir.lake.raw.Gap;

/**
 * What is known of one stream that a report is made of.
 *
 * @param stream its name
 * @param coverage of the hours in which records of the report's range were captured, and of those of the range; at least one
 * @param quarantine what became of the malformed lines of these hours
 */
record StreamNote(String stream, List<Coverage> coverage, QuarantineCounts quarantine) {

    StreamNote {
        coverage = List.copyOf(coverage);
    }

    /** All these hours together. */
    Intake intake() {
        return hours().map(hour -> hour.compacted().plus(hour.waiting())).reduce(Intake.NONE, Intake::plus);
    }

    /** Messages that the source says it did not send in these hours. */
    long withheld() {
        return hours().mapToLong(HourCoverage::withheld).sum();
    }

    /** The gaps of these hours, each once, the earliest first; the open one is one of them. */
    List<Gap> gaps() {
        return Stream.concat(coverage.stream().flatMap(part -> part.gaps().stream()), open().stream())
                .distinct()
                .sorted(Comparator.comparing(Gap::from).thenComparing(Gap::until))
                .toList();
    }

    /** The gap that still lasts, if these hours reach into it. */
    Optional<Gap> open() {
        return coverage.stream().flatMap(part -> part.open().stream()).max(Comparator.comparing(Gap::until));
    }

    private Stream<HourCoverage> hours() {
        return coverage.stream().flatMap(part -> part.hours().values().stream());
    }
}
