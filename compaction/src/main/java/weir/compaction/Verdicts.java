package weir.compaction;

import weir.lake.filter.Verdict;

/**
 * How many lines were judged how.
 *
 * @param kept records the filter wants
 * @param dropped records it does not want
 * @param malformed lines in quarantine
 * @param control control messages and keep-alives
 */
record Verdicts(long kept, long dropped, long malformed, long control) {

    static final Verdicts NONE = new Verdicts(0, 0, 0, 0);

    /** So many lines of each verdict, by its ordinal. */
    static Verdicts of(long[] lines) {
        return new Verdicts(
                lines[Verdict.KEPT.ordinal()],
                lines[Verdict.DROPPED.ordinal()],
                lines[Verdict.MALFORMED.ordinal()],
                lines[Verdict.CONTROL.ordinal()]);
    }

    Verdicts plus(Verdicts other) {
        return new Verdicts(
                kept + other.kept, dropped + other.dropped, malformed + other.malformed, control + other.control);
    }

    /** All lines. */
    long lines() {
        return kept + dropped + malformed + control;
    }
}
