package weir.lake.raw;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The commit of a microbatch: what it holds, how it was judged, where the source stood. Never a credential.
 *
 * @param microbatch whose manifest it is
 * @param parts its files of lines, in the order of the lines
 * @param counts how many messages went where
 * @param firstEvent the earliest event time of its records, if any has one
 * @param lastEvent the latest event time of its records, if any has one
 * @param position where the source stood behind the last line
 * @param filterHash the identity of the filter that judged
 * @param connections when the source was connected, since the manifest before
 * @param gaps when it was not, or messages are missing for another reason; those that ended since the manifest before
 * @param writer name and version of what wrote it
 */
public record Manifest(
        Microbatch microbatch,
        List<Part> parts,
        Counts counts,
        Optional<Instant> firstEvent,
        Optional<Instant> lastEvent,
        Optional<Position> position,
        String filterHash,
        List<Connection> connections,
        List<Gap> gaps,
        String writer) {

    public Manifest {
        parts = List.copyOf(parts);
        connections = List.copyOf(connections);
        gaps = List.copyOf(gaps);
    }

    /** The same of other parts. */
    public Manifest withParts(List<Part> others) {
        return new Manifest(
                microbatch, others, counts, firstEvent, lastEvent, position, filterHash, connections, gaps, writer);
    }

    /** Lines in all parts. */
    public long lines() {
        long lines = 0;
        for (Part part : parts) {
            lines += part.lines();
        }
        return lines;
    }

    /** Bytes in all parts. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }
}
