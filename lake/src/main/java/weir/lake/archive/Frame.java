package weir.lake.archive;

import java.io.Serializable;

/**
 * One zstd frame of a segment; it can be read without the others.
 *
 * @param number its number in the segment, from 0; it stays when lines are deleted
 * @param offset where it begins in the file
 * @param bytes how long it is in the file
 * @param rawBytes how long its lines are, each with its LF
 * @param lines how many lines it holds
 */
public record Frame(int number, long offset, int bytes, int rawBytes, int lines) implements Serializable {}
