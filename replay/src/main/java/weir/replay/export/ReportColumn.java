package weir.replay.export;

/**
 * A column of a report.
 *
 * @param name its name
 * @param number whether its values are numbers
 */
record ReportColumn(String name, boolean number) {}
