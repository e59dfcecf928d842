package weir.ingest.files;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notices which files have not changed for long enough. Not safe for threads. */
final class Settling {

    private final Duration settle;
    private Map<SeenFile, Instant> since = new HashMap<>();

    /** @param settle how long size and modification time have to stay, unless a marker says that a file is complete */
    Settling(Duration settle) {
        this.settle = settle;
    }

    /** The files of a listing that have been in each listing for so long, as they are now. */
    List<SeenFile> settled(List<SeenFile> present, Instant now) {
        Map<SeenFile, Instant> seen = new HashMap<>();
        present.forEach(file -> seen.put(file, earlier(since.getOrDefault(file, now), now)));
        since = seen;
        return present.stream()
                .filter(file -> file.complete() || !now.isBefore(seen.get(file).plus(settle)))
                .toList();
    }

    /** A clock that was set back must not make a file wait for its old time. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
