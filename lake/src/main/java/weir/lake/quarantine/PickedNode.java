package weir.lake.quarantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.raw.Microbatch;

/** Picked lines as a JSON object; the only class that knows the names of its members ({@code docs/formats.md}). */
final class PickedNode {

    private PickedNode() {}

    static void put(ObjectNode node, Picked picked) {
        node.put("plan", picked.plan()).put("microbatch", picked.microbatch().timeMillis());
        ArrayNode lines = node.putArray("lines");
        picked.lines().forEach(lines::add);
    }

    static Picked read(Document node, String stream) throws CorruptLakeException {
        return new Picked(
                node.number("plan"), new Microbatch(stream, node.number("microbatch")), node.numbers("lines"));
    }
}
