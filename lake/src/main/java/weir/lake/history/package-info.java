/** The history of a stream: its raw and archived lines as one sequence, each line once. */
package weir.lake.history;
