package weir.ingest.feed;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import weir.lake.raw.Connection;
import weir.lake.raw.Counts;
import weir.lake.raw.Gap;
import weir.lake.raw.Part;
import weir.lake.raw.Position;
import weir.lake.raw.WrittenPart;

/**
 * What a batch has become, for the driver to commit.
 *
 * @param parts in the order of the lines
 * @param unparsable messages that the receiver's library could not read
 * @param position where the source stands behind it
 * @param connections the connections the lines came over, each once
 * @param gaps those that ended since the batch before
 * @param begins whether the position has to be kept though there be nothing else: it says where the stream begins
 */
public record Written(
        List<WrittenPart> parts,
        long unparsable,
        Position position,
        List<Connection> connections,
        List<Gap> gaps,
        boolean begins)
        implements Serializable {

    public Written {
        parts = List.copyOf(parts);
        connections = List.copyOf(connections);
        gaps = List.copyOf(gaps);
    }

    /** Lines that came over connections. */
    public Written(
            List<WrittenPart> parts, long unparsable, Position position, List<Connection> connections, List<Gap> gaps) {
        this(parts, unparsable, position, connections, gaps, false);
    }

    /** Lines of a source that is asked for them: nothing but the lines and the position. */
    public static Written of(List<WrittenPart> parts, Position position, List<Gap> gaps) {
        return new Written(parts, 0, position, List.of(), gaps);
    }

    /** The same, with a position that is kept whatever else there is. */
    public Written beginning() {
        return new Written(parts, unparsable, position, connections, gaps, true);
    }

    /** Whether there is anything to say of it. */
    public boolean isEmpty() {
        return counts().received() == 0 && gaps.isEmpty() && !begins;
    }

    /** The files. */
    List<Part> files() {
        return parts.stream().flatMap(part -> part.part().stream()).toList();
    }

    /** The sums of the counts. */
    Counts counts() {
        return parts.stream()
                .map(WrittenPart::counts)
                .reduce(new Counts(unparsable, 0, 0, 0, 0, unparsable, Map.of()), Counts::plus);
    }

    Optional<Instant> firstEvent() {
        return events().stream().min(Comparator.naturalOrder());
    }

    Optional<Instant> lastEvent() {
        return events().stream().max(Comparator.naturalOrder());
    }

    private List<Instant> events() {
        List<Instant> events = new ArrayList<>();
        parts.forEach(part -> events.addAll(part.events()));
        return events;
    }
}
