/** The lake's files: durable writes, atomic publication, locks. */
package weir.lake.files;
