/** Source {@code files}: files of lines in a folder, each taken once. */
package weir.ingest.files;
