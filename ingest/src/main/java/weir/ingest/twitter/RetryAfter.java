package weir.ingest.twitter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header with which a server says how long to stay away (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {

    /** Longer waits are cut to this: a person should look before. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** The wait from now on; empty if there is no such header, or none that can be read, or one that is over. */
    static Optional<Duration> parse(String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        try {
            Duration wait = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            return wait.isNegative() || wait.isZero()
                    ? Optional.empty()
                    : Optional.of(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
