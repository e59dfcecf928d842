package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.Document;
import weir.lake.files.LakeFiles;

/**
 * That what was computed anew is taking the place of a stream's table: {@code state/promotions/tweets.json} is there from
 * before the commit until coverage, quarantine and plans say what the table then holds. The only class that knows its members.
 */
public final class PromotionMark {

    private static final int FORMAT = 1;

    private final LakeFiles files;
    private final String stream;

    public PromotionMark(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** The identity of the shadow that is being promoted; empty if none is. */
    public Optional<String> shadow() throws IOException {
        try {
            return Optional.of(Document.read(files, path(), FORMAT).text("shadow"));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Writes it down. */
    public void put(String shadow) throws IOException {
        ObjectNode node = Document.begin(FORMAT).put("stream", stream).put("shadow", shadow);
        files.publish(path(), Document.bytes(node));
    }

    /** Takes it away. */
    public void remove() throws IOException {
        files.delete(path());
    }

    /** What a person has to know while it is there; empty if it is not. */
    public Optional<String> problem() throws IOException {
        return shadow().map(unused ->
                "the table of " + stream + " is being replaced by what was computed anew. If nobody"
                        + " works on it, bin/replay table promote " + stream + " or the next compaction finishes it");
    }

    /** Refuses what would count on numbers that are about to change. */
    public void requireNone() throws IOException {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            throw new IOException("Nothing was changed: " + problem.get() + "; then try again.");
        }
    }

    private String path() {
        return "state/promotions/" + stream + ".json";
    }
}
