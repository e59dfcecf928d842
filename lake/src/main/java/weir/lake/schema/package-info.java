/** The columns of a stream, the file that describes them, and the reader that turns one JSON line into one row. */
package weir.lake.schema;
