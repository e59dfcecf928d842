package weir.lake;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

/** A stream as part of a document: what its lines were read by, whatever the configuration says when it is read back. */
public final class StreamNode {

    private StreamNode() {}

    /** Writes a stream down. */
    public static void put(ObjectNode node, StreamSpec spec) {
        node.put("name", spec.name())
                .put("schema", spec.schema().text())
                .put("eventTime", spec.eventTime())
                .put("filter", spec.filter());
        spec.key().forEach(node.putArray("key")::add);
        spec.index().stream().map(ColumnPath::toString).forEach(node.putArray("index")::add);
    }

    /** Reads what {@link #put} wrote. */
    public static StreamSpec read(Document node) throws CorruptLakeException {
        return new StreamSpec(
                node.text("name"),
                Schema.parse(node.text("schema"), node.origin()),
                node.texts("key"),
                node.text("eventTime"),
                node.text("filter"),
                node.texts("index").stream().map(ColumnPath::parse).toList());
    }
}
