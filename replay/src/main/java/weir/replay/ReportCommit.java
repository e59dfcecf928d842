package weir.replay;

import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;

import weir.lake.StreamSpec;
import weir.lake.config.ReportConfig;
import weir.lake.files.Sha256;
import weir.lake.filter.Filter;
import weir.lake.history.TimeRange;

/**
 * What the commit of a report says about itself, in the table's own log.
 *
 * @param report the report's name
 * @param filterHash the identity of the filter
 * @param sqlHash the identity of the SQL
 * @param from the first moment of the range that was replaced
 * @param to the first moment behind it
 */
record ReportCommit(String report, String filterHash, String sqlHash, Instant from, Instant to) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ReportCommit of(ReportConfig report, StreamSpec spec, TimeRange range) {
        return new ReportCommit(
                report.name(),
                Filter.of(spec.filter(), spec.schema()).hash(),
                Sha256.identity(report.sql()),
                range.from(),
                range.to());
    }

    String json() {
        return JSON.createObjectNode()
                .put("writer", "weir")
                .put("format", 1)
                .put("report", report)
                .put("filter", filterHash)
                .put("sql", sqlHash)
                .put("from", from.toString())
                .put("to", to.toString())
                .toString();
    }
}
