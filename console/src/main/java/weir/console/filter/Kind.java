package weir.console.filter;

/** What two filters make of a record. */
enum Kind {
    KEPT_BY_BOTH("kept by both", "keptByBoth"),
    NEWLY_KEPT("newly kept", "newlyKept"),
    NEWLY_DROPPED("newly dropped", "newlyDropped"),
    DROPPED_BY_BOTH("dropped by both", "droppedByBoth");

    private final String words;
    private final String member;

    Kind(String words, String member) {
        this.words = words;
        this.member = member;
    }

    static Kind of(boolean kept, boolean keptByOther) {
        if (kept) {
            return keptByOther ? KEPT_BY_BOTH : NEWLY_DROPPED;
        }
        return keptByOther ? NEWLY_KEPT : DROPPED_BY_BOTH;
    }

    /** For a person. */
    String words() {
        return words;
    }

    /** For a program. */
    String member() {
        return member;
    }
}
