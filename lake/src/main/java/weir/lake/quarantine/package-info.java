/** The quarantine: lines that are no records, with the reason, the origin and the original bytes. */
package weir.lake.quarantine;
