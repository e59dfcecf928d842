package weir.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.Tables;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;

/**
 * Remembers that a report was found up to date, so that a look that finds nothing new needs no Spark: {@code
 * state/reports/NAME.json}. Losing it costs one look at the table. The only class that knows the file.
 *
 * @param plans the number of the last plan of each stream that is in the report
 * @param filter the identity of the configured filter at that time
 * @param sql the identity of the configured SQL at that time
 */
record RefreshMark(Map<String, Long> plans, String filter, String sql) {

    private static final int FORMAT = 1;

    RefreshMark {
        plans = Map.copyOf(plans);
    }

    static RefreshMark of(ReportDefinition configured, Map<String, Long> plans) {
        return new RefreshMark(plans, configured.filterHash(), configured.sqlHash());
    }

    /** Whether this is what was remembered, and the table is still there. */
    boolean isRemembered(LakeFiles files, String report) throws IOException {
        try {
            Document document = Document.read(files, path(report), FORMAT);
            return equals(new RefreshMark(PlanNumbers.read(document), document.text("filter"), document.text("sql")))
                    && files.exists(Tables.logOf(Tables.ofReport(report)));
        } catch (FileNotFoundException | CorruptLakeException e) {
            return false; // then the table says it
        }
    }

    void remember(LakeFiles files, String report) throws IOException {
        ObjectNode node = Document.begin(FORMAT)
                .put("report", report)
                .put("filter", filter)
                .put("sql", sql);
        PlanNumbers.put(node, plans);
        files.publish(path(report), Document.bytes(node));
    }

    private static String path(String report) {
        return "state/reports/" + report + ".json";
    }
}
