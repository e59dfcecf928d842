package weir.compaction;

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

    Verdicts plus(Verdicts other) {
        return new Verdicts(
                kept + other.kept, dropped + other.dropped, malformed + other.malformed, control + other.control);
    }

    /** All lines. */
    long lines() {
        return kept + dropped + malformed + control;
    }
}
