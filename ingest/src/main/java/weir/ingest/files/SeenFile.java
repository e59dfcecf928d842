package weir.ingest.files;

import java.io.Serializable;

/**
 * A file as a listing shows it.
 *
 * @param name the path below the source's folder
 * @param uri where it is
 * @param bytes its size
 * @param modified its modification time in milliseconds since 1970; says that something has changed, and nothing else
 * @param complete whether a marker says so
 */
record SeenFile(String name, String uri, long bytes, long modified, boolean complete) implements Serializable {}
