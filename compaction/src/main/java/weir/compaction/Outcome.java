package weir.compaction;

import java.util.ArrayList;
import java.util.List;

/**
 * What one look at the lake led to.
 *
 * @param results the plans that were finished, in their order
 * @param problems what is wrong with microbatches that were left where they are; a person should look
 */
public record Outcome(List<Result> results, List<String> problems) {

    public Outcome {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }

    /** Both, one after the other. */
    public Outcome and(Outcome other) {
        List<Result> allResults = new ArrayList<>(results);
        allResults.addAll(other.results);
        List<String> allProblems = new ArrayList<>(problems);
        allProblems.addAll(other.problems);
        return new Outcome(allResults, allProblems);
    }
}
