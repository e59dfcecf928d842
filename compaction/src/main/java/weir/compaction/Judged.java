package weir.compaction;

import java.util.Set;

import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/**
 * What was found in one microbatch, whose parts are what its manifest says.
 *
 * @param manifest the manifest
 * @param verdicts how its lines were judged
 * @param keys the keys of its kept lines
 * @param days the UTC days of the table that its kept lines belong to, in days since 1970
 */
record Judged(Manifest manifest, Verdicts verdicts, Keys keys, Set<Long> days) {

    Judged {
        days = Set.copyOf(days);
    }

    Microbatch microbatch() {
        return manifest.microbatch();
    }
}
