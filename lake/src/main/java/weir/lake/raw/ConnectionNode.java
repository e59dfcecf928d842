package weir.lake.raw;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;

/** A connection as a JSON object; the only class that knows the names of its members ({@code docs/formats.md}). */
public final class ConnectionNode {

    private ConnectionNode() {}

    /** Fills an object. */
    public static void put(ObjectNode node, Connection connection) {
        node.put("from", connection.from().toString())
                .put("until", connection.until().toString());
        if (connection.withheld() > 0) {
            node.put("withheld", connection.withheld());
        }
    }

    /** The connection that an object stands for. @throws CorruptLakeException if it is none */
    public static Connection read(Document node) throws CorruptLakeException {
        Instant from = node.instant("from");
        Instant until = node.instant("until");
        if (until.isBefore(from)) {
            throw node.problem("until", "is before \"from\"");
        }
        long withheld = node.has("withheld") ? node.number("withheld") : 0;
        if (withheld < 0) {
            throw node.problem("withheld", "is below 0");
        }
        return new Connection(from, until, withheld);
    }
}
