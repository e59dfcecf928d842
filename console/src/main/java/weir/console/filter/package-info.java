/** What another filter would change: a sample of captured lines, judged by both. See {@link weir.console.filter.FilterComparison}. */
package weir.console.filter;
