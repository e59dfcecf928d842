package weir.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;

/** Cuts a range into parts that are computed one after the other, so that a long rebuild that is killed loses one of them. */
final class RebuildParts {

    private RebuildParts() {}

    /**
     * Ranges of whole windows that follow one another and are the range together.
     *
     * @param manifests of what is read
     * @param grain how long a window is
     * @param partBytes how many bytes of lines a part should have, about
     */
    static List<TimeRange> of(TimeRange range, Collection<Manifest> manifests, Duration grain, long partBytes) {
        List<Manifest> byTime = manifests.stream()
                .filter(manifest -> manifest.firstEvent().isPresent())
                .sorted(Comparator.comparing(manifest -> manifest.firstEvent().get()))
                .toList();
        List<TimeRange> parts = new ArrayList<>();
        Instant begin = range.from();
        long bytes = 0;
        for (Manifest manifest : byTime) {
            Instant start = start(manifest.firstEvent().get(), grain);
            if (bytes >= partBytes && start.isAfter(begin) && start.isBefore(range.to())) {
                parts.add(new TimeRange(begin, start));
                begin = start;
                bytes = 0;
            }
            bytes += begin.isAfter(manifest.lastEvent().get()) ? 0 : manifest.bytes();
        }
        parts.add(new TimeRange(begin, range.to()));
        return parts;
    }

    private static Instant start(Instant time, Duration grain) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), grain.toSeconds()) * grain.toSeconds());
    }
}
