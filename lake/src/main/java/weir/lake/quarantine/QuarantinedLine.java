package weir.lake.quarantine;

import weir.lake.filter.Malformed;
import weir.lake.raw.Microbatch;

/**
 * A line in quarantine.
 *
 * @param malformed why it is there
 * @param microbatch the microbatch it was captured in
 * @param line its number there, from 0
 * @param bytes the line as received, without LF; owned by this record and not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record QuarantinedLine(Malformed malformed, Microbatch microbatch, long line, byte[] bytes) {}
