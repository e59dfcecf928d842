package weir.lake.raw;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of the lines that were given to one part.
 *
 * @param part the file; empty if no line was written, then there is no file
 * @param counts of these lines; {@code received} are the lines given
 * @param firstEvent the earliest event time, if any record has one
 * @param lastEvent the latest event time, if any record has one
 */
public record WrittenPart(
        Optional<Part> part, Counts counts, Optional<Instant> firstEvent, Optional<Instant> lastEvent) {}
