package weir.report;

import java.util.stream.LongStream;

/** The other half of the histories. */
class OtherReportHistoriesTest extends ReportHistories {

    static LongStream seeds() {
        return half(1);
    }
}
