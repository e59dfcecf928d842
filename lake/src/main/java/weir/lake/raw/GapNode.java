package weir.lake.raw;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;

/** A gap as a JSON object; the only class that knows the names of its members ({@code docs/formats.md}). */
public final class GapNode {

    private GapNode() {}

    /** Fills an object. */
    public static void put(ObjectNode node, Gap gap) {
        node.put("cause", gap.cause().text())
                .put("from", gap.from().toString())
                .put("until", gap.until().toString());
        if (gap.messages() != Gap.UNKNOWN) {
            node.put("messages", gap.messages());
        }
        if (!gap.detail().isEmpty()) {
            node.put("detail", gap.detail());
        }
    }

    /** The gap that an object stands for. @throws CorruptLakeException if it is none */
    public static Gap read(Document node) throws CorruptLakeException {
        String text = node.text("cause");
        Cause cause = Cause.of(text)
                .orElseThrow(() -> node.problem("cause", "is \"" + text + "\", which this version does not know"));
        Instant from = node.instant("from");
        Instant until = node.instant("until");
        if (until.isBefore(from)) {
            throw node.problem("until", "is before \"from\"");
        }
        long messages = node.has("messages") ? node.number("messages") : Gap.UNKNOWN;
        if (messages < Gap.UNKNOWN) {
            throw node.problem("messages", "is below 0");
        }
        return new Gap(cause, from, until, messages, node.has("detail") ? node.text("detail") : "");
    }
}
