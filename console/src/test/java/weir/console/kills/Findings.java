package weir.console.kills;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import weir.console.kills.Checker.Run;

/**
 * What the checker has found between the first and the last captured message.
 *
 * @param sent messages that were made
 * @param captured messages of which there is a line, each counted once
 * @param missing messages of which there is none
 * @param written those of the missing that were written to a connection, and lost on the way or in the pipeline
 * @param runs runs of missing messages
 * @param unexplained runs of which no gap tells
 * @param duplicates lines of a message that has another line
 * @param altered lines that are no message that was sent
 * @param outOfOrder lines behind one that was sent later
 * @param rows rows of the table
 * @param contradictions what in the pipeline's files and table contradicts itself
 */
record Findings(
        long sent,
        long captured,
        long missing,
        long written,
        int runs,
        List<Run> unexplained,
        long duplicates,
        long altered,
        long outOfOrder,
        long rows,
        List<String> contradictions) {

    /** The figures by name, in the order of a report. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("sent", sent);
        figures.put("captured", captured);
        figures.put("missing", missing);
        figures.put("missing, though written to a connection", written);
        figures.put("runs of missing", runs);
        figures.put("explained by a recorded gap", runs - unexplained.size());
        figures.put("duplicates", duplicates);
        figures.put("altered", altered);
        figures.put("out of order", outOfOrder);
        figures.put("rows of the table", rows);
        figures.put("contradictions", contradictions.size());
        return figures;
    }
}
