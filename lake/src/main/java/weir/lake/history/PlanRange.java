package weir.lake.history;

/**
 * Some plans that follow one another.
 *
 * @param after the number of the last plan before them; 0 for none
 * @param through the number of the last of them
 */
public record PlanRange(long after, long through) {

    /** Whether a plan is one of them. */
    public boolean contains(long plan) {
        return plan > after && plan <= through;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return after >= through;
    }

    /** Reads what {@link #toString} gives. */
    public static PlanRange parse(String text) {
        String[] ends = text.split("-", 2);
        return new PlanRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    }

    @Override
    public String toString() {
        return after + "-" + through;
    }
}
