/** A report as a file for others: CSV, Parquet, or a page with a chart. See {@link weir.replay.export.ReportExport}. */
package weir.replay.export;
