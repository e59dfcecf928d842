package weir.console;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.compaction.PlanStore;
import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Malformed;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.QuarantineOrders;

/** What the commands of {@code bin/lake quarantine} have in common: a stream, and which of its lines are meant. */
final class QuarantineTarget {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only lines with this reason, as ls shows it.")
    private String reason;

    @Mixin
    private MicrobatchRange range = new MicrobatchRange();

    /** Whether lines were chosen. */
    boolean chosen() {
        return reason != null || range.given();
    }

    /** The lines that were chosen; all if none were. */
    LineSelection selection() {
        if (reason != null && !Malformed.REASONS.contains(reason)) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is no reason \"" + reason + "\"; the reasons are " + String.join(", ", Malformed.REASONS));
        }
        return new LineSelection(Optional.ofNullable(reason), range.range());
    }

    /** The stream with today's schema and filter. */
    StreamSpec spec(WeirConfig config) {
        return config.stream(stream).spec();
    }

    /** Becomes the owner of the quarantine. */
    QuarantineOrders orders(WeirConfig config) throws IOException {
        LakeFiles files = LakeFiles.of(config.lake().root());
        PlanStore plans = new PlanStore(files, stream);
        return new QuarantineOrders(
                files,
                spec(config),
                () -> plans.unfinished()
                        .map(plan -> OptionalLong.of(plan.number()))
                        .orElse(OptionalLong.empty()),
                Clock.systemUTC());
    }
}
