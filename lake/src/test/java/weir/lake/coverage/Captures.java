package weir.lake.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import weir.lake.raw.Connection;
import weir.lake.raw.Counts;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.Position;

/** Manifests as a receiver would leave them, of the stream {@code events} on one day. */
final class Captures {

    static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, Map.of());

    private Captures() {}

    static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + "Z");
    }

    static Connection connection(String from, String until, long withheld) {
        return new Connection(at(from), at(until), withheld);
    }

    /** Counts of lines that were all written. */
    static Counts counts(long kept, long dropped, long malformed, long control) {
        long lines = kept + dropped + malformed + control;
        return new Counts(
                lines, lines, kept, dropped, malformed, 0, control == 0 ? Map.of() : Map.of("limit", control));
    }

    static Manifest manifest(String time, Counts counts) {
        return manifest(time, counts, List.of(), List.of(), null);
    }

    static Manifest manifest(String time, List<Connection> connections, Gap... gaps) {
        return manifest(time, counts(1, 0, 0, 0), connections, List.of(gaps), null);
    }

    static Manifest manifest(
            String time, Counts counts, List<Connection> connections, List<Gap> gaps, Position position) {
        return new Manifest(
                new Microbatch("events", at(time).toEpochMilli()),
                counts.written() == 0
                        ? List.of()
                        : List.of(new Part("part-00000", counts.written(), counts.written() * 10, "0".repeat(64))),
                counts,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(position),
                "0123456789abcdef",
                connections,
                gaps,
                "weir test");
    }
}
