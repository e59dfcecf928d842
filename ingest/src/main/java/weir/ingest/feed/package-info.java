/** What every source has in common: a feed that brings batches, and a target that turns each into a microbatch. */
package weir.ingest.feed;
