/** An archive as a live stream: statuses/filter and statuses/sample of Twitter's v1.1, as a client sees them. */
package weir.replay.serve;
