/** The rows of the table: which contenders meet on which data, and which goal the figure has. */
package weir.bench.row;
