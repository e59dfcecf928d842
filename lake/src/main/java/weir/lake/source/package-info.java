/** {@code format("weir")}: the history of a stream as a table of Spark SQL, by its connector interfaces. */
package weir.lake.source;
