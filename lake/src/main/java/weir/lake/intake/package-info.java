/** What a receiver leaves on the disk before anybody else sees it: the spool of chunks and the alive mark. */
package weir.lake.intake;
