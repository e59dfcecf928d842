/** The archive: the lines of compacted microbatches in large zstd segments, each with a sidecar index. */
package weir.lake.archive;
