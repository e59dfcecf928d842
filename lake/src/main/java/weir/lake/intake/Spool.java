package weir.lake.intake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import weir.lake.files.LakeFiles;
import weir.lake.raw.Chunk;

/**
 * The chunks of one stream that a receiver has read and that may not be in a microbatch yet. Written by one
 * {@link SpoolWriter}; read and released by who commits. Holds no state; safe for threads and processes as far as there
 * is one writer.
 */
public final class Spool {

    private final LakeFiles files;
    private final String stream;

    public Spool(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /**
     * The chunks from a sequence on, each once, in their order. What a writer appends meanwhile may be seen. A record that
     * was cut, as a writer that was killed leaves it, or that was damaged, is not seen: the next chunk has a sequence that
     * is higher by more than one.
     */
    public SpoolReader read(long from) throws IOException {
        List<SpoolFile> wanted = new ArrayList<>();
        List<SpoolFile> all = files();
        for (int i = 0; i < all.size(); i++) {
            boolean allBefore = i + 1 < all.size() && all.get(i + 1).first() <= from;
            if (!allBefore) {
                wanted.add(all.get(i));
            }
        }
        return new SpoolReader(files, wanted, from);
    }

    /** The last chunk; empty if there is none. */
    public Optional<Chunk> last() throws IOException {
        List<SpoolFile> all = files();
        for (int i = all.size() - 1; i >= 0; i--) {
            Optional<Chunk> last = Optional.empty();
            SpoolReader reader = new SpoolReader(files, List.of(all.get(i)), 0);
            for (Optional<Chunk> next = reader.next(); next.isPresent(); next = reader.next()) {
                last = next;
            }
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    /**
     * Removes files whose chunks are all in microbatches. The newest file stays, as it says where the sequence goes on.
     *
     * @param last the last chunk that is in a microbatch
     */
    public void release(long last) throws IOException {
        List<String> released = new ArrayList<>();
        List<SpoolFile> all = files();
        for (int i = 0; i + 1 < all.size() && all.get(i + 1).first() <= last + 1; i++) {
            released.add(all.get(i).path());
        }
        files.delete(released);
    }

    /** How many bytes its files have. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (SpoolFile file : files()) {
            try {
                bytes += files.length(file.path());
            } catch (FileNotFoundException e) {
                // released since the folder was listed
            }
        }
        return bytes;
    }

    /** Its files, oldest first. */
    List<SpoolFile> files() throws IOException {
        List<SpoolFile> found = new ArrayList<>();
        for (String name : files.list(SpoolFile.folder(stream))) {
            SpoolFile.parse(stream, name).ifPresent(found::add);
        }
        found.sort(null);
        return found;
    }
}
