package weir.ingest.files;

import java.util.List;
import java.util.Set;

/**
 * What one look has found.
 *
 * @param files those that may be taken once they are settled, by name
 * @param told what else there is and cannot be taken, a sentence each
 * @param whole whether all folders could be looked into
 */
record Listing(List<SeenFile> files, Set<String> told, boolean whole) {

    Listing {
        files = List.copyOf(files);
        told = Set.copyOf(told);
    }
}
