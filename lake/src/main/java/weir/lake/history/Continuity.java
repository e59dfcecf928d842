package weir.lake.history;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.intake.AliveMark;
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
    private final Optional<Uncommitted> uncommitted;
    private OptionalLong chunk;
    private Optional<Microbatch> before = Optional.empty();

    private Continuity(OptionalLong chunk, Optional<Uncommitted> uncommitted) {
        this.chunk = chunk;
        this.uncommitted = uncommitted;
    }

    /**
     * What was read and may be in no microbatch yet.
     *
     * @param mark what the alive mark says; empty if there is none, or none that can be read
     */
    private record Uncommitted(Optional<AliveMark> mark, Optional<Chunk> first, Optional<Chunk> last) {

        /** Mark first, then spool, then manifests: what moves on meanwhile is found where it went to. */
        static Uncommitted read(LakeFiles spools, String stream) throws IOException {
            Optional<AliveMark> mark;
            try {
                mark = AliveMark.read(spools, stream);
            } catch (CorruptLakeException e) {
                mark = Optional.empty();
            }
            Spool spool = new Spool(spools, stream);
            return new Uncommitted(mark, spool.read(0).next(), spool.last());
        }
    }

    /**
     * Begins, before the manifests of a range are listed. Without a lower limit the stream is expected to begin at its
     * beginning, else where the newest manifest before the range ends; without an upper limit its spool is to go on from the
     * last manifest, and to reach as far as its alive mark says.
     *
     * @param spools where spools and alive marks are: the lake, or another place
     */
    public static Continuity begin(ManifestLog manifests, LakeFiles spools, String stream, TimeRange range)
            throws IOException {
        Optional<Uncommitted> uncommitted = range.to().equals(TimeRange.ALL.to())
                ? Optional.of(Uncommitted.read(spools, stream))
                : Optional.empty();
        if (range.from().equals(TimeRange.ALL.from())) {
            return new Continuity(OptionalLong.of(0), uncommitted);
        }
        Continuity continuity = new Continuity(OptionalLong.empty(), uncommitted);
        manifests
                .newestBefore(range.from().toEpochMilli(), Continuity::concerns)
                .ifPresent(continuity::add);
        return continuity;
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
        if (uncommitted.isPresent() && chunk.isPresent()) {
            uncommitted(uncommitted.get(), chunk.getAsLong());
        }
        return List.copyOf(breaks);
    }

    private void uncommitted(Uncommitted found, long expected) {
        if (found.first().isPresent() && found.first().get().sequence() > expected) {
            Chunk first = found.first().get();
            breaks.add(new Break(
                    first.connection().until(),
                    before.map(microbatch -> "between " + microbatch.name() + " and")
                                    .orElse("before") + " the spool",
                    missing("chunks", expected, first.sequence())));
        }
        long reached =
                Math.max(expected, found.last().map(last -> last.sequence() + 1).orElse(0L));
        if (found.mark().isPresent() && found.mark().get().chunk() >= reached) {
            AliveMark mark = found.mark().get();
            breaks.add(new Break(
                    mark.heard(),
                    "before the alive mark",
                    missing("chunks", reached, mark.chunk() + 1) + "; the spool does not hold them either"));
        }
    }
}
