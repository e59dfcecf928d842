package weir.console.sql;

/** How results are printed. */
enum OutputForm {
    /** For a person. */
    TABLE,
    /** RFC 4180. */
    CSV,
    /** One object a line. */
    JSON;

    /** @param maxRows how many rows a table shows at most */
    RowOutput output(int maxRows) {
        return switch (this) {
            case TABLE -> new TableOutput(maxRows);
            case CSV -> new CsvOutput();
            case JSON -> new JsonOutput();
        };
    }
}
