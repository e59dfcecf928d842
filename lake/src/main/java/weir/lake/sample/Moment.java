package weir.lake.sample;

import java.time.Instant;

/** When a tweet was written, and the id that says so too. */
record Moment(Instant time, long id) {}
