package weir.ingest.files;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * When files that could not be read are read again: after 10 s, then each time twice as long, an hour at most. Not safe
 * for threads.
 */
final class Retries {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Map<SeenFile, Retry> retries = new HashMap<>();

    /** Whether a file may be read now: it has not failed, or its time has come, or the clock was set back. */
    boolean isDue(SeenFile file, Instant now) {
        Retry retry = retries.get(file);
        return retry == null
                || now.isBefore(retry.failed())
                || !now.isBefore(retry.failed().plus(retry.pause()));
    }

    /** Puts off a file. @return whether it had not failed so before */
    boolean putOff(SeenFile file, String reason, Instant now) {
        Retry before = retries.get(file);
        Duration pause = before == null ? FIRST : before.pause().multipliedBy(2);
        retries.put(file, new Retry(reason, now, pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
        return before == null || !before.reason().equals(reason);
    }

    /** Forgets all other files. */
    void retain(Collection<SeenFile> files) {
        retries.keySet().retainAll(files);
    }

    private record Retry(String reason, Instant failed, Duration pause) {}
}
