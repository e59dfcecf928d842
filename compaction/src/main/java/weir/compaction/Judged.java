package weir.compaction;

import java.util.List;
import java.util.Set;

import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles.Asked;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/**
 * What was found in one microbatch, whose parts are what its manifest says.
 *
 * @param manifest the manifest
 * @param verdicts how its lines were judged
 * @param keys the keys of its kept lines
 * @param days the UTC days of the table that its kept lines belong to, in days since 1970
 * @param deletions what its messages ask to delete, in the order of the lines
 * @param takenBack what earlier plans were asked to delete and it has
 */
record Judged(
        Manifest manifest,
        Verdicts verdicts,
        Keys keys,
        Set<Long> days,
        List<Deletion> deletions,
        Set<Asked> takenBack) {

    Judged {
        days = Set.copyOf(days);
        deletions = List.copyOf(deletions);
        takenBack = Set.copyOf(takenBack);
    }

    Microbatch microbatch() {
        return manifest.microbatch();
    }
}
