package weir.lake.raw;

import java.io.Serializable;
import java.util.List;

/**
 * Some lines that travel together from a source to a raw file.
 *
 * @param sequence counts the chunks of one stream; lines of a lower sequence came first. Goes on over restarts
 * @param connection the connection the lines came over, until the last of them
 * @param gaps those that ended since the chunk before
 * @param unparsable messages that a receiver's library could not read, since the chunk before; an earlier version has
 *     written it, now it is 0
 * @param lines the lines as received, UTF-8, each ended by LF; owned by the chunk and not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // copied nowhere on purpose: chunks are the bulk of the data
public record Chunk(long sequence, Connection connection, List<Gap> gaps, long unparsable, byte[] lines)
        implements Serializable {

    public Chunk {
        gaps = List.copyOf(gaps);
    }
}
