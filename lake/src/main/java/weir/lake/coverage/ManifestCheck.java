package weir.lake.coverage;

import java.util.Optional;

import weir.lake.raw.Counts;
import weir.lake.raw.Manifest;

/** Whether the numbers of one manifest add up by themselves. */
final class ManifestCheck {

    private ManifestCheck() {}

    /** What does not add up, for a person; empty if everything does. */
    static Optional<String> problem(Manifest manifest) {
        Counts counts = manifest.counts();
        long judged = counts.kept() + counts.dropped() + counts.malformed() + counts.controlTotal();
        if (counts.received() != judged + counts.unparsable()) {
            return Optional.of(problem(
                    manifest,
                    "received %,d, but kept %,d + dropped %,d + malformed %,d + control %,d + unparsable %,d = %,d"
                            .formatted(
                                    counts.received(),
                                    counts.kept(),
                                    counts.dropped(),
                                    counts.malformed(),
                                    counts.controlTotal(),
                                    counts.unparsable(),
                                    judged + counts.unparsable())));
        }
        if (counts.written() != manifest.lines()) {
            return Optional.of(problem(
                    manifest, "%,d lines written, but %,d in its parts".formatted(counts.written(), manifest.lines())));
        }
        if (counts.written() != judged && counts.written() != judged - counts.dropped()) {
            return Optional.of(problem(
                    manifest,
                    "%,d lines written, but %,d judged, of which %,d dropped"
                            .formatted(counts.written(), judged, counts.dropped())));
        }
        return Optional.empty();
    }

    private static String problem(Manifest manifest, String numbers) {
        return "the manifest of " + manifest.microbatch().name() + " says " + numbers;
    }
}
