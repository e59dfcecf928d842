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
 * @param decided those that a person has requeued or dropped: where they were captured they are no row
 * @param taken those whose rows messages have taken from the table
 * @param cleared those whose rows have lost members, by the members
 */
record SettledLines(RowPositions decided, RowPositions taken, Map<List<String>, RowPositions> cleared) {

    /** What is settled about the lines of plans up to one. */
    static SettledLines through(LakeFiles files, String stream, long plan) throws IOException {
        SettledLines settled = new SettledLines(new RowPositions(), new RowPositions(), new HashMap<>());
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
