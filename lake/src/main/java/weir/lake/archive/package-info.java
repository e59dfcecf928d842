/** The archive: the lines of compacted microbatches in large seekable zstd segments, and an index of values beside each. */
package weir.lake.archive;
