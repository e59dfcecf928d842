package weir.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;

/**
 * How far an extraction is that can go on later.
 *
 * @param job what is extracted: extractions of one identity write the same lines of the same pieces
 * @param pieces how many pieces are done, from the first one
 * @param read the identity of these pieces
 * @param bytes how many bytes were written for them
 * @param kept how many lines these are
 */
record Begun(String job, int pieces, String read, long bytes, long kept) {

    private static final int FORMAT = 1;

    /** An extraction that has done nothing yet. */
    static Begun nothing(String job) {
        return new Begun(job, 0, "", 0, 0);
    }

    byte[] document() {
        ObjectNode node = Document.begin(FORMAT)
                .put("job", job)
                .put("pieces", pieces)
                .put("read", read)
                .put("bytes", bytes)
                .put("kept", kept);
        return Document.bytes(node);
    }

    static Begun parse(byte[] document, String origin) throws CorruptLakeException {
        Document node = Document.parse(document, origin, FORMAT);
        return new Begun(
                node.text("job"),
                Math.toIntExact(node.number("pieces")),
                node.text("read"),
                node.number("bytes"),
                node.number("kept"));
    }
}
