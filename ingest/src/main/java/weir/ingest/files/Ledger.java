package weir.ingest.files;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import weir.lake.raw.Position.TakenFile;

/**
 * The files that microbatches hold. A file is known by its name, its size and the checksum of its bytes; the same bytes
 * under another name are a copy. Not safe for threads.
 */
final class Ledger {

    private final Set<Content> contents = new HashSet<>();
    private final Set<Long> sizes = new HashSet<>();
    private final Map<String, TakenFile> names = new HashMap<>();

    /** Writes a file in. */
    void add(TakenFile file) {
        contents.add(new Content(file.bytes(), file.sha256()));
        sizes.add(file.bytes());
        names.put(file.name(), file);
    }

    /** Whether a file of this size may be known: only its checksum can say. */
    boolean mayKnow(long bytes) {
        return sizes.contains(bytes);
    }

    /** Whether these bytes are in a microbatch, under whatever name. */
    boolean holds(TakenFile file) {
        return contents.contains(new Content(file.bytes(), file.sha256()));
    }

    /** Whether other bytes were taken under the name of a file that is not known. */
    boolean hasOther(TakenFile file) {
        TakenFile other = names.get(file.name());
        return other != null && other.bytes() > 0;
    }

    private record Content(long bytes, String sha256) {}
}
