package weir.lake.raw;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of the lines that were given to one part.
 *
 * @param parts the file; empty if no line was written, then there is no file
 * @param counts of these lines; {@code received} are the lines given
 * @param events the earliest and the latest event time; empty if no record has one
 */
public record WrittenPart(List<Part> parts, Counts counts, List<Instant> events) implements Serializable {

    public WrittenPart {
        parts = List.copyOf(parts);
        events = List.copyOf(events);
    }

    /** The file, if a line was written. */
    public Optional<Part> part() {
        return parts.stream().findFirst();
    }

    /** The earliest event time, if any record has one. */
    public Optional<Instant> firstEvent() {
        return events.stream().findFirst();
    }

    /** The latest event time, if any record has one. */
    public Optional<Instant> lastEvent() {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }
}
