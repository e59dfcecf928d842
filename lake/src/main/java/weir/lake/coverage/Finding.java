package weir.lake.coverage;

import java.time.Instant;

/**
 * Two numbers of an hour that should be the same and are not.
 *
 * @param hour the hour
 * @param text which numbers, and what to look at, for a person, on one line
 */
public record Finding(Instant hour, String text) {}
