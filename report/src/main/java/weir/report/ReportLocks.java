package weir.report;

/** What only one process may do with a report at a time. */
final class ReportLocks {

    private ReportLocks() {}

    /** To change the live report. */
    static String live(String report) {
        return "report-" + report;
    }

    /** To make, promote or discard its shadow. */
    static String shadow(String report) {
        return "shadow-" + report;
    }
}
