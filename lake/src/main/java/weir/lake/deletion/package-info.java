/** What was asked to be deleted, and which records that takes back. */
package weir.lake.deletion;
