/** What sources that cannot be asked again have in common: the intake of a receiver, and the feed of its chunks. */
package weir.ingest.receive;
