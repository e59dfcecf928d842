/**
 * The source {@code kafka}: Spark's direct stream, with offsets in the manifests and nowhere else. The only package that
 * knows Kafka.
 */
package weir.ingest.kafka;
