package weir.console.doctor;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import weir.lake.config.SpoolConfig;
import weir.lake.files.LakeFiles;
import weir.lake.history.ManifestLog;
import weir.lake.raw.Manifest;

/** How much room there is, against what spools may take and what comes in a day. */
final class SpaceChecks {

    private static final Duration DAY = Duration.ofDays(1);

    private final LakeFiles files;
    private final SpoolConfig spool;
    private final Clock clock;

    SpaceChecks(LakeFiles files, SpoolConfig spool, Clock clock) {
        this.files = files;
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * Looks.
     *
     * @param spooled the streams whose chunks go through a spool
     * @param streams all streams
     */
    List<Finding> look(List<String> spooled, List<String> streams) throws IOException {
        List<Finding> found = new ArrayList<>();
        long free = files.freeBytes();
        if (!spooled.isEmpty()) {
            long spoolFree =
                    spool.root().isPresent() ? LakeFiles.of(spool.root().get()).freeBytes() : free;
            found.add(spool(spoolFree, spooled.size()));
        }
        found.add(days(free, bytesOfADay(streams)));
        return found;
    }

    private Finding spool(long free, int streams) {
        long least = spool.limits().minFreeBytes();
        long most = streams * spool.limits().maxBytes();
        String found = "%s free, %d stream(s) may fill %s, %s stay free"
                .formatted(Amount.bytes(free), streams, Amount.bytes(most), Amount.bytes(least));
        if (free <= least) {
            return Finding.fail("spool", found, "Make room: the intake pauses at once.");
        }
        // what waits is written a second time, into a microbatch
        return free < least + 2 * most
                ? Finding.warn(
                        "spool",
                        found,
                        "Make room, or set ingest.spool.max-size lower: a full spool would fill the disk.")
                : Finding.ok("spool", found);
    }

    private static Finding days(long free, long bytesOfADay) {
        if (bytesOfADay == 0) {
            return Finding.ok("space", Amount.bytes(free) + " free; nothing was captured in the last day to go by");
        }
        double days = (double) free / bytesOfADay;
        String found = "%s free, %s of lines came in the last day: full in %.1f days at the earliest"
                .formatted(Amount.bytes(free), Amount.bytes(bytesOfADay), days);
        return days < 2
                ? Finding.warn("space", found, "Make room; compaction needs some too, though it compresses what came.")
                : Finding.ok("space", found);
    }

    private long bytesOfADay(List<String> streams) throws IOException {
        Instant since = clock.instant().minus(DAY);
        long bytes = 0;
        for (String stream : streams) {
            bytes += new ManifestLog(files, stream)
                            .all(
                                    segment -> segment.to().isAfter(since),
                                    microbatch -> microbatch.time().isAfter(since))
                            .stream()
                            .mapToLong(Manifest::bytes)
                            .sum();
        }
        return bytes;
    }
}
