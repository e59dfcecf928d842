package weir.lake.archive;

import weir.lake.filter.Clauses;
import weir.lake.schema.ColumnDefinition;

/**
 * Which lines of a segment somebody wants, as far as an index can tell.
 *
 * @param eventTime how the event time is read now
 * @param fromMicros the first moment of the range in which the lines lie, in microseconds since 1970
 * @param toMicros the first moment behind it
 * @param clauses values that the lines have
 */
public record FrameChoice(ColumnDefinition eventTime, long fromMicros, long toMicros, Clauses clauses) {}
