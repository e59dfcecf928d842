/** Work on several threads at once whose results come in order. */
package weir.lake.parallel;
