package weir.ingest.receive;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import weir.lake.raw.Connection;
import weir.lake.raw.Manifest;
import weir.lake.raw.Position;

/**
 * How far the microbatches of a stream reach.
 *
 * @param chunk the last chunk they hold; -1 if there is none
 * @param heard when the source was last heard until then; null if nobody knows
 */
record Reached(long chunk, Instant heard) implements Serializable {

    /** Where a stream begins. */
    static final Reached NOTHING = new Reached(-1, null);

    /** How far a microbatch and those before it reach; empty if it holds no chunks. */
    static Optional<Reached> by(Manifest manifest) {
        return manifest.position()
                .filter(Position.Spooled.class::isInstance)
                .map(position -> new Reached(
                        ((Position.Spooled) position).last(),
                        manifest.connections().stream()
                                .map(Connection::until)
                                .max(Comparator.naturalOrder())
                                .orElse(null)));
    }

    /** The chunk that comes next. */
    long next() {
        return chunk + 1;
    }
}
