package weir.lake.intake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import weir.lake.files.LakeFiles;
import weir.lake.intake.SpoolRecord.Found;
import weir.lake.raw.Chunk;

/**
 * Walks the chunks of a spool in the order of their sequence. Holds one file in memory, which is a few MiB, or a single
 * chunk if that is larger. For one thread.
 */
public final class SpoolReader {

    private final LakeFiles files;
    private final Deque<SpoolFile> ahead;
    private long wanted;
    private byte[] file = new byte[0];
    private int place;
    private String origin = "";

    SpoolReader(LakeFiles files, List<SpoolFile> ahead, long from) {
        this.files = files;
        this.ahead = new ArrayDeque<>(ahead);
        this.wanted = from;
    }

    /** The next chunk; empty if there is none. */
    public Optional<Chunk> next() throws IOException {
        while (place < file.length || open()) {
            Optional<Found> found = SpoolRecord.at(file, place, origin);
            if (found.isEmpty()) {
                place = SpoolRecord.nextCandidate(file, place);
                continue;
            }
            place = found.get().end();
            Chunk chunk = found.get().chunk();
            if (chunk.sequence() >= wanted) {
                wanted = chunk.sequence() + 1;
                return Optional.of(chunk);
            }
        }
        return Optional.empty();
    }

    private boolean open() throws IOException {
        while (!ahead.isEmpty()) {
            String path = ahead.removeFirst().path();
            try {
                file = files.read(path);
                place = 0;
                origin = files.uri(path);
                return true;
            } catch (FileNotFoundException e) {
                // released since the folder was listed: its chunks are in microbatches
            }
        }
        return false;
    }
}
