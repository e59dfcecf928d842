package weir.bench.measure;

import java.util.Optional;

/**
 * One side of a comparison. {@link #prepare}, {@link #run}, {@link #finish} and {@link #answer} are called in this order,
 * again and again, by one thread; only {@link #run} is timed.
 */
public interface Contender {

    /** How the table calls it. */
    String name();

    /** Brings everything into the state that a run begins with. */
    default void prepare() throws Exception {}

    /** Does the work once. */
    void run() throws Exception;

    /** Waits for what the run does beyond the work that is timed. */
    default void finish() throws Exception {}

    /** What the last run found out. */
    String answer() throws Exception;

    /** The right answer, if it is known beforehand; otherwise both sides must give the same one. */
    default Optional<String> expected() {
        return Optional.empty();
    }
}
