package weir.replay;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.StreamSpec;
import weir.lake.filter.Filter;

/** The option that says which records are wanted. */
final class FilterOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--where", paramLabel = "SQL", description = "Another filter than the configured one.")
    private String where;

    boolean isGiven() {
        return where != null;
    }

    /** The stream with the filter of the option, or else with its own. */
    StreamSpec applied(StreamSpec spec) {
        try {
            StreamSpec chosen = where == null ? spec : spec.withFilter(where);
            Filter.of(chosen.filter(), chosen.schema());
            return chosen;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
