package weir.lake;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import weir.lake.files.LakeFiles;

/** Where the Delta tables of a lake are, and with which properties they are created. */
public final class Tables {

    /** What leaves a table readable to every Delta reader. */
    public static final Map<String, String> PROPERTIES = Map.of(
            "delta.minReaderVersion", "1",
            "delta.minWriterVersion", "2",
            "delta.enableDeletionVectors", "false",
            "delta.checkpointPolicy", "classic");

    private Tables() {}

    /** The path of a stream's table in the lake. */
    public static String ofStream(String stream) {
        return "tables/" + stream;
    }

    /** The path of the table in the lake that keeps a stream's coverage. */
    public static String ofCoverage(String stream) {
        return "coverage/" + stream;
    }

    /** The path of a report's table in the lake. */
    public static String ofReport(String report) {
        return "reports/" + report;
    }

    /** The path of the table in the lake that keeps what was computed anew of a report until somebody decides. */
    public static String ofShadow(String report) {
        return "shadows/reports/" + report;
    }

    /** The path of the table in the lake that keeps what was computed anew of a stream's table until somebody decides. */
    public static String ofStreamShadow(String stream) {
        return "shadows/tables/" + stream;
    }

    /** The path of the log of a table. */
    public static String logOf(String table) {
        return table + "/_delta_log";
    }

    /**
     * Removes what a process leaves that was killed while it created a table: a log without a commit, which Delta takes
     * for a table that is there and cannot be read.
     */
    public static void removeUnborn(LakeFiles files, String table) throws IOException {
        List<String> names = files.list(logOf(table));
        boolean born = names.stream().anyMatch(name -> Character.isDigit(name.charAt(0)));
        if (!born && files.exists(logOf(table))) {
            files.delete(logOf(table));
        }
    }
}
