package weir.lake.history;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import weir.lake.intake.Spool;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;

/**
 * Whether the manifests of a stream follow one another: where the source stood at the end of one, the next one begins. Is
 * given the manifests oldest first, and keeps none. What a person brought in or sent back stands apart.
 *
 * <ul>
 *   <li>Chunks are numbered from 0 for as long as a stream lives.
 *   <li>A partition of Kafka may begin at any offset; from then on, offsets that are left out need a gap of the manifest that
 *       leaves them out: {@code expired} of exactly so many messages, or {@code truncated}, by the partition's name.
 * </ul>
 */
public final class Continuity {

    private final Map<String, Long> offsets = new TreeMap<>();
    private final List<Break> breaks = new ArrayList<>();
    private final Optional<Chunk> spooled;
    private OptionalLong chunk;
    private Optional<Microbatch> before = Optional.empty();

    private Continuity(OptionalLong chunk, Optional<Chunk> spooled) {
        this.chunk = chunk;
        this.spooled = spooled;
    }

    /**
     * Begins, before the manifests of a range are listed. Without a lower limit the stream is expected to begin at its
     * beginning, else where the newest manifest before the range ends; without an upper limit its spool is to go on from the
     * last manifest.
     */
    public static Continuity begin(ManifestLog manifests, Spool spool, TimeRange range) throws IOException {
        // what is committed from the spool meanwhile is found in a manifest then, and never in neither
        Optional<Chunk> spooled = range.to().equals(TimeRange.ALL.to()) ? first(spool) : Optional.empty();
        if (range.from().equals(TimeRange.ALL.from())) {
            return new Continuity(OptionalLong.of(0), spooled);
        }
        Continuity continuity = new Continuity(OptionalLong.empty(), spooled);
        manifests
                .newestBefore(range.from().toEpochMilli(), Continuity::concerns)
                .ifPresent(continuity::add);
        return continuity;
    }

    private static Optional<Chunk> first(Spool spool) throws IOException {
        return spool.read(0).next();
    }

    private static boolean concerns(Manifest manifest) {
        Position position = manifest.position().orElse(null);
        return position instanceof Position.Spooled || position instanceof Position.Offsets;
    }

    /**
     * Two microbatches that do not follow one another.
     *
     * @param at the time of the second
     * @param where between what, for a person
     * @param found what is missing, or there twice
     */
    public record Break(Instant at, String where, String found) {}

    /** Takes the next manifest. */
    public void add(Manifest manifest) {
        if (!concerns(manifest)) {
            return;
        }
        if (manifest.position().orElseThrow() instanceof Position.Spooled held) {
            chunks(held, manifest.microbatch());
        } else if (manifest.position().orElseThrow() instanceof Position.Offsets reached) {
            reached.ranges().forEach((partition, range) -> partition(partition, range, manifest));
            // a partition that is gone may come back, and then goes on where it was, unless its topic was made anew
            offsets.keySet()
                    .removeIf(partition -> !reached.ranges().containsKey(partition)
                            && hasGap(manifest, Cause.TRUNCATED, partition, Gap.UNKNOWN));
        }
        before = Optional.of(manifest.microbatch());
    }

    private void chunks(Position.Spooled held, Microbatch microbatch) {
        long expected = chunk.orElse(held.first());
        if (held.first() > expected) {
            report(microbatch, missing("chunks", expected, held.first()));
        } else if (held.first() < expected) {
            report(microbatch, twice("chunks", held.first(), Math.min(expected, held.last() + 1)));
        }
        chunk = OptionalLong.of(Math.max(expected, held.last() + 1));
    }

    private void partition(String partition, Position.Range range, Manifest manifest) {
        Long known = offsets.put(partition, range.until());
        if (known == null || range.from() == known || hasGap(manifest, Cause.TRUNCATED, partition, Gap.UNKNOWN)) {
            return;
        }
        if (range.from() < known) {
            report(manifest.microbatch(), twice("offsets of " + partition, range.from(), known));
        } else if (!hasGap(manifest, Cause.EXPIRED, partition, range.from() - known)) {
            report(manifest.microbatch(), missing("offsets of " + partition, known, range.from()));
        }
    }

    private static boolean hasGap(Manifest manifest, Cause cause, String partition, long messages) {
        return manifest.gaps().stream()
                .anyMatch(gap -> gap.cause() == cause
                        && gap.messages() == messages
                        && gap.detail().startsWith(partition + " "));
    }

    private void report(Microbatch behind, String found) {
        String where = before.map(microbatch -> "between " + microbatch.name() + " and " + behind.name())
                .orElse("before " + behind.name());
        breaks.add(new Break(behind.time(), where, found));
    }

    private static String missing(String what, long from, long to) {
        return "%s %d to %d are in no microbatch that can be read and in no recorded gap".formatted(what, from, to - 1);
    }

    private static String twice(String what, long from, long to) {
        return "%s %d to %d are in an earlier microbatch too".formatted(what, from, to - 1);
    }

    /** What does not follow, oldest first, after the last manifest. */
    public List<Break> finish() {
        if (spooled.isPresent() && chunk.isPresent() && spooled.get().sequence() > chunk.getAsLong()) {
            String where = before.map(microbatch -> "between " + microbatch.name() + " and")
                            .orElse("before") + " the spool";
            breaks.add(new Break(
                    spooled.get().connection().until(),
                    where,
                    missing("chunks", chunk.getAsLong(), spooled.get().sequence())));
        }
        return List.copyOf(breaks);
    }
}
