package weir.lake.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import weir.lake.coverage.Intervals.Interval;
import weir.lake.intake.AliveMark;
import weir.lake.raw.Cause;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;

/**
 * When a source was heard, and when it was not. A source that is asked for its messages has no connections: of it only
 * the recorded gaps are known.
 *
 * @param connected when it was connected
 * @param gaps when it was not, or messages are missing for another reason, the earliest first
 * @param open the gap that had not ended at the end of the time that was looked at
 */
record Hearing(Intervals connected, List<Gap> gaps, Optional<Gap> open) {

    /** How old an alive mark may be while its receiver runs. */
    static final Duration MARK_AGE = Duration.ofMinutes(1);

    /** What is shorter lies between two looks at a clock, and is no gap. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Comparator<Gap> IN_TIME = Comparator.comparing(Gap::from)
            .thenComparing(Gap::until)
            .thenComparing(Gap::cause)
            .thenComparing(Gap::detail);

    Hearing {
        gaps = List.copyOf(gaps);
    }

    /**
     * Puts together what is known.
     *
     * @param connections in any order; several may be looks at the same one
     * @param recorded the gaps that were written down
     * @param mark when the source was last heard, if a receiver has written that down
     * @param end the end of the time that is looked at; not in the future
     */
    static Hearing of(
            Collection<Connection> connections, Collection<Gap> recorded, Optional<AliveMark> mark, Instant end) {
        List<Connection> all = new ArrayList<>(connections);
        mark.ifPresent(seen -> all.add(seen.connection()));
        List<Gap> gaps = new ArrayList<>(recorded);
        List<Interval> connected = new ArrayList<>();
        Optional<Gap> open = Optional.empty();
        if (!all.isEmpty()) {
            all.forEach(connection -> connected.add(new Interval(connection.from(), connection.until())));
            Instant heard = fill(all, recorded, connected, gaps);
            if (heard.isBefore(end) && mark.isPresent()) {
                open = open(mark.get(), heard, end);
                if (open.isEmpty()) {
                    connected.add(new Interval(heard, end));
                }
            }
        }
        gaps.sort(IN_TIME);
        return new Hearing(Intervals.union(connected), gaps, open);
    }

    /**
     * Decides about the time that neither a connection nor a recorded gap covers. Before a recorded gap the source was
     * heard until that begins, without a message; before a connection nobody knows.
     *
     * @return when the source was last heard
     */
    private static Instant fill(
            List<Connection> connections, Collection<Gap> recorded, List<Interval> connected, List<Gap> gaps) {
        List<Span> spans = new ArrayList<>();
        connections.forEach(connection -> spans.add(new Span(connection.from(), connection.until(), false)));
        recorded.forEach(gap -> spans.add(new Span(gap.from(), gap.until(), true)));
        spans.sort(Comparator.comparing(Span::from).thenComparing(Span::until));
        Instant known = spans.get(0).from();
        for (Span span : spans) {
            if (span.gap() && span.from().isAfter(known)) {
                connected.add(new Interval(known, span.from()));
            } else if (Duration.between(known, span.from()).compareTo(SHORTEST) >= 0) {
                gaps.add(Gap.of(Cause.UNKNOWN, known, span.from(), ""));
            }
            known = span.until().isAfter(known) ? span.until() : known;
        }
        return known;
    }

    private static Optional<Gap> open(AliveMark mark, Instant heard, Instant end) {
        boolean newest = !mark.heard().isBefore(heard);
        if (newest && mark.missing().isPresent()) {
            return Optional.of(Gap.of(mark.missing().get(), heard, end, ""));
        }
        return Duration.between(heard, end).compareTo(MARK_AGE) > 0
                ? Optional.of(Gap.of(Cause.KILLED, heard, end, ""))
                : Optional.empty();
    }

    private record Span(Instant from, Instant until, boolean gap) {}
}
