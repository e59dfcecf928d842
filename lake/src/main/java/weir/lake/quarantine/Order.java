package weir.lake.quarantine;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import weir.lake.raw.Microbatch;

/**
 * What a person wants done with lines in quarantine, written down before it is begun. Orders of a stream are numbered from
 * 1, and the next one is made only when the one before is finished.
 *
 * @param stream the stream's name
 * @param number the order's number
 * @param decision what is to be done
 * @param into the microbatch that takes the lines, if they are requeued
 * @param picked the lines, by file, then microbatch
 */
public record Order(String stream, long number, Decision decision, Optional<Microbatch> into, List<Picked> picked) {

    public Order {
        picked = List.copyOf(picked);
        if (into.isPresent() != (decision == Decision.REQUEUED)) {
            throw new IllegalArgumentException("Only what is requeued needs a microbatch");
        }
    }

    /** How many lines it is about. */
    public long lines() {
        return picked.stream().mapToLong(some -> some.lines().size()).sum();
    }

    /** The files it is about, in their order. */
    List<QuarantineFile> files() {
        return picked.stream().map(Picked::file).distinct().sorted().toList();
    }

    List<Picked> in(QuarantineFile file) {
        Predicate<Picked> wanted = some -> some.file().equals(file);
        return picked.stream().filter(wanted).toList();
    }

    Order into(Microbatch other) {
        return new Order(stream, number, decision, Optional.of(other), picked);
    }
}
