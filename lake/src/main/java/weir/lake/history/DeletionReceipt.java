package weir.lake.history;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has become of one message that takes something back.
 *
 * @param asked the time of the microbatch that holds the message
 * @param line its number there, from 0
 * @param message its kind
 * @param of what it takes back: columns and values
 * @param plan the plan that consumed it; empty if it waits for compaction
 * @param rows how many rows of the table it took, or cleared values of
 * @param table when they were gone; empty if there were none, or it waits
 * @param archive when it was gone from the archive
 * @param versions when it was gone from old versions of the tables
 */
public record DeletionReceipt(
        Instant asked,
        long line,
        String message,
        String of,
        OptionalLong plan,
        long rows,
        Optional<Instant> table,
        Optional<Instant> archive,
        Optional<Instant> versions) {}
