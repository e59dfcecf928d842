package weir.lake.history;

import java.util.List;

import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.Deletions;

/**
 * What the messages of some plans ask for, and which file says so. Immutable; safe for threads.
 *
 * @param deletions all of it
 * @param of where each is written down, by its number among the deletions
 */
public record AskedDeletions(Deletions deletions, List<DeletionFiles.Asked> of) {

    public AskedDeletions {
        of = List.copyOf(of);
    }
}
