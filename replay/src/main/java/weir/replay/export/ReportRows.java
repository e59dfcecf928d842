package weir.replay.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of a report, ordered by time, then by all columns.
 *
 * @param columns the columns in their order
 * @param time the place of the column with the start of a row's interval
 * @param rows the values of each row, as Spark gives them, nested ones as JSON; null for none
 */
record ReportRows(List<ReportColumn> columns, int time, List<List<Object>> rows) {

    ReportRows {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
}
