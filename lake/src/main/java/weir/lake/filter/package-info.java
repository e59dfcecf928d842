/** The filter and its verdict: which lines are records, and which records are wanted. */
package weir.lake.filter;
