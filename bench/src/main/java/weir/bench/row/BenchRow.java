package weir.bench.row;

/** A row of the table of goals: one or more lines of what is measured. */
public interface BenchRow {

    /** Its name on the command line. */
    String name();

    /**
     * Measures it.
     *
     * @param bench is given the comparisons, one after the other
     */
    void measure(Bench bench) throws Exception;
}
