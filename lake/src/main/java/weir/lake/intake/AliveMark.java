package weir.lake.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Cause;
import weir.lake.raw.Connection;
import weir.lake.raw.ConnectionNode;

/**
 * When a source was last heard, as far as a receiver has written it down: {@code state/alive/tweets.json}, replaced every
 * few seconds. Everything that came until then is in the spool. The only class that knows its path and members ({@code
 * docs/formats.md}).
 *
 * @param stream the stream's name
 * @param connection the last connection, until the source was last heard
 * @param chunk the last chunk that had been given to the spool then; -1 if there was none yet
 * @param missing why nothing was heard since then; empty while the connection stands
 */
public record AliveMark(String stream, Connection connection, long chunk, Optional<Cause> missing) {

    private static final int FORMAT = 2;

    /** Puts this mark in place of the one before. */
    public void write(LakeFiles files) throws IOException {
        ObjectNode node = Document.begin(FORMAT).put("stream", stream);
        ConnectionNode.put(node.putObject("connection"), connection);
        node.put("chunk", chunk);
        missing.ifPresent(cause -> node.put("missing", cause.text()));
        files.publish(path(stream), Document.bytes(node));
    }

    /** The stream's mark; empty if there is none. */
    public static Optional<AliveMark> read(LakeFiles files, String stream) throws IOException {
        if (!files.exists(path(stream))) {
            return Optional.empty();
        }
        Document node = Document.read(files, path(stream), FORMAT);
        Connection connection = ConnectionNode.read(node.object("connection"));
        Optional<Cause> missing = node.has("missing") ? Cause.of(node.text("missing")) : Optional.empty();
        return Optional.of(new AliveMark(node.text("stream"), connection, node.number("chunk"), missing));
    }

    /** Removes the stream's mark, if there is one. */
    public static void remove(LakeFiles files, String stream) throws IOException {
        files.delete(path(stream));
    }

    /** When the source was last heard. */
    public Instant heard() {
        return connection.until();
    }

    private static String path(String stream) {
        return "state/alive/" + stream + ".json";
    }
}
