package weir.compaction;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.DeletedRow;
import weir.lake.deletion.DeletionFiles.Kind;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineFile;
import weir.lake.raw.Microbatch;

/**
 * What is settled about lines of finished plans, whatever schema and filter say now.
 *
 * @param plan the last of these plans
 * @param decided those that a person has requeued or dropped: where they were captured they are no row
 * @param taken those whose rows messages have taken from the table
 * @param keys the keys of those, as far as they are known
 * @param cleared those whose rows have lost members, by the members
 * @param still those of them that stay rows though a filter drops what is left of them; for who knows them to fill
 */
record SettledLines(
        long plan,
        RowPositions decided,
        RowPositions taken,
        TakenKeys keys,
        Map<List<String>, RowPositions> cleared,
        RowPositions still) {

    /**
     * What is settled about the lines of plans up to one.
     *
     * @param order of the plans up to it
     */
    static SettledLines through(LakeFiles files, String stream, long plan, PlanOrder order) throws IOException {
        SettledLines settled = new SettledLines(
                plan, new RowPositions(), new RowPositions(), new TakenKeys(), new HashMap<>(), new RowPositions());
        Quarantine quarantine = new Quarantine(files, stream);
        for (QuarantineFile file : quarantine.files()) {
            if (file.plan() <= plan) {
                for (Map.Entry<Microbatch, Set<Long>> some :
                        quarantine.decided(file).entrySet()) {
                    some.getValue()
                            .forEach(line -> settled.decided.add(some.getKey().name(), line));
                }
            }
        }
        DeletionFiles deletions = new DeletionFiles(files, stream);
        for (long number : deletions.plans(Kind.ROWS)) {
            if (number <= plan) {
                for (DeletedRow row : deletions.rows(number)) {
                    settled.of(row, deletions).add(new Microbatch(stream, row.batchMillis()).name(), row.line());
                    if (!row.cleared() && row.key() != null) {
                        settled.keys.add(row, order.planOf(row.batchMillis()), number);
                    }
                }
            }
        }
        return settled;
    }

    /**
     * Refuses rows that are not as many as the lines gave that were judged.
     *
     * @param recounts of all plans
     * @param written how many rows there are
     */
    void requireRows(String stream, List<PlanRecount> recounts, long written) throws CorruptLakeException {
        long counted = recounts.stream().mapToLong(one -> one.total().rows()).sum();
        long gone = taken.count().values().stream().mapToLong(Long::longValue).sum();
        if (counted - gone != written) {
            throw new CorruptLakeException("Cannot rebuild the table of " + stream + ": its lines were judged to give "
                    + (counted - gone) + " rows, and gave " + written
                    + ". Nothing was changed. If bin/lake verify finds"
                    + " nothing, messages have deleted records meanwhile: do it again.");
        }
    }

    private RowPositions of(DeletedRow row, DeletionFiles deletions) throws IOException {
        return row.cleared()
                ? cleared.computeIfAbsent(
                        deletions.read(row.plan()).get(row.deletion()).clear(), members -> new RowPositions())
                : taken;
    }
}
