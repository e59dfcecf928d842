/** Pairs of timed runs, their ratios, and the table of them. Knows nothing of what is measured. */
package weir.bench.measure;
