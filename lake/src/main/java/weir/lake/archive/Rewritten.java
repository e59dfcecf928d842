package weir.lake.archive;

/**
 * What became of a segment.
 *
 * @param changed whether it is another file now; if not, nothing was written
 * @param deletedLines lines that are empty now and were not before
 * @param changedLines lines that are others now, and not empty
 * @param footer what it says of itself now
 */
public record Rewritten(boolean changed, long deletedLines, long changedLines, SegmentFooter footer) {}
