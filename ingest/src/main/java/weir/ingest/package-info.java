/** Sources to raw microbatches: the Spark Streaming service and its command. */
package weir.ingest;
