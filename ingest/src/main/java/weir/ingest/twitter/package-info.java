/** The source {@code twitter}: Bahir's receiver and twitter4j, made to hand on chunks of raw JSON. */
package weir.ingest.twitter;
