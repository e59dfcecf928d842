package weir.report;

import java.io.IOException;
import java.util.ServiceLoader;

import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;

/**
 * Computes the tables of streams anew. Who makes the tables knows how; who asks for it gets it from the class path. Safe for
 * threads.
 */
public interface TableRebuilds {

    /** The one of the class path. */
    static TableRebuilds load() {
        return ServiceLoader.load(TableRebuilds.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Cannot rebuild a table: nothing on the class path knows how; weir-compaction does"));
    }

    /**
     * Computes the rows of a table from all that finished plans have archived, as compaction would have with this schema and
     * filter from the first plan on, and keeps them as the table's shadow; an older shadow goes. The table is only read. What
     * was killed in the midst goes on where it was, and takes in what was compacted since, unless something was deleted or
     * decided in quarantine since.
     *
     * @param spark a session with Delta; not closed here
     * @throws IOException if another process has the shadow, or nothing has been compacted yet
     */
    TableShadow compute(SparkSession spark, LakeFiles files, StreamSpec spec) throws IOException;

    /** How many of the lines are in what a killed {@link #compute} has left, if it would go on there; 0 if it would begin again. */
    long computedLines(SparkSession spark, LakeFiles files, StreamSpec spec) throws IOException;

    /**
     * Compares the shadow with the version of the table that it was made beside.
     *
     * @throws java.io.FileNotFoundException if there is no shadow
     */
    Difference difference(SparkSession spark, LakeFiles files, String stream) throws IOException;

    /**
     * A shadow that was promoted.
     *
     * @param version of the stream's Delta table
     */
    record Promoted(TableShadow shadow, long version) {}

    /**
     * Puts the shadow in the place of the table, in one commit, and lets all that counts by plan say the same; then the shadow
     * is gone. Cut short anywhere, the table is the old one or the new one; doing it again, or the next compaction, finishes it.
     *
     * @param since what to do if the table has changed since the two were compared; the whole shadow is then computed again
     * @throws java.io.FileNotFoundException if there is no shadow
     * @throws weir.lake.command.DecisionNeededException if the table has moved on and that is refused
     * @throws IOException if a compaction runs, or a plan is not finished
     */
    Promoted promote(SparkSession spark, LakeFiles files, String stream, Promotion.Changes since) throws IOException;

    /** Removes the shadow. @throws java.io.FileNotFoundException if there is none */
    void discard(LakeFiles files, String stream) throws IOException;
}
