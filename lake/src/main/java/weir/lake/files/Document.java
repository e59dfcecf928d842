package weir.lake.files;

import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A small JSON file of the lake with a format version and a checksum. Reading refuses a version it does not know, bytes that
 * are not those of the checksum, and a member that is missing or of the wrong kind, and says in which file.
 */
public final class Document {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectWriter LINE = JSON.writer();
    private static final ObjectWriter INDENTED = JSON.writer(SerializationFeature.INDENT_OUTPUT);

    private static final String CHECKSUM = "checksum";

    /** How an indented document ends, with its checksum in the middle. */
    private static final byte[] CHECKSUM_BEGIN = (",\n  \"" + CHECKSUM + "\" : \"").getBytes(StandardCharsets.US_ASCII);

    private static final int CHECKSUM_BYTES = 64;
    private static final byte[] CHECKSUM_END = "\"\n}\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOCUMENT_END = "\n}\n".getBytes(StandardCharsets.US_ASCII);

    private final String origin;
    private final JsonNode node;

    private Document(String origin, JsonNode node) {
        this.origin = origin;
        this.node = node;
    }

    /** An empty document of a format version, to be filled and handed to {@link #bytes}. */
    public static ObjectNode begin(int format) {
        return JSON.createObjectNode().put("format", format);
    }

    /**
     * The bytes of a document: indented JSON in UTF-8, LF at the end. The last member, {@code checksum}, is the SHA-256 of
     * these bytes as they are without it. A person who corrects a document takes it out.
     */
    public static byte[] bytes(ObjectNode document) {
        return sealed(document, INDENTED);
    }

    /** The bytes of a document that is one line of a file: not indented, LF at the end, and sealed like {@link #bytes}. */
    public static byte[] line(ObjectNode document) {
        return sealed(document, LINE);
    }

    private static byte[] sealed(ObjectNode document, ObjectWriter writer) {
        ObjectNode sealed = document.deepCopy();
        sealed.remove(CHECKSUM);
        MessageDigest digest = Sha256.digest();
        digest.update(rendered(sealed, writer));
        return rendered(sealed.put(CHECKSUM, Sha256.hex(digest)), writer);
    }

    private static byte[] rendered(ObjectNode document, ObjectWriter writer) {
        try {
            return (writer.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /**
     * What is wrong with a document, if its bytes are not those that {@link #bytes} gave.
     *
     * @param advice what a person can do
     * @throws java.io.FileNotFoundException if it is not there
     */
    public static Optional<Mismatch> mismatch(LakeFiles files, String path, String advice) throws IOException {
        byte[] content = files.read(path);
        boolean asWritten;
        try {
            asWritten = isAsWritten(JSON.readTree(content), content);
        } catch (JsonProcessingException | CharConversionException e) {
            asWritten = false;
        }
        return asWritten
                ? Optional.empty()
                : Optional.of(new Mismatch(
                        files.uri(path),
                        "the bytes that its own checksum is of",
                        "other bytes, or no checksum",
                        advice));
    }

    private static boolean isAsWritten(JsonNode node, byte[] content) {
        return endsInItsChecksum(content)
                || (node instanceof ObjectNode document
                        && document.has(CHECKSUM)
                        && Arrays.equals(bytes(document), content));
    }

    /** Whether the bytes are those of an indented document with the checksum of all others: that needs no second rendering. */
    private static boolean endsInItsChecksum(byte[] content) {
        int end = content.length - CHECKSUM_END.length;
        int begin = end - CHECKSUM_BYTES;
        int before = begin - CHECKSUM_BEGIN.length;
        if (before < 0
                || !Arrays.equals(content, before, begin, CHECKSUM_BEGIN, 0, CHECKSUM_BEGIN.length)
                || !Arrays.equals(content, end, content.length, CHECKSUM_END, 0, CHECKSUM_END.length)) {
            return false;
        }
        MessageDigest digest = Sha256.digest();
        digest.update(content, 0, before);
        digest.update(DOCUMENT_END);
        return Sha256.hex(digest).equals(new String(content, begin, CHECKSUM_BYTES, StandardCharsets.US_ASCII));
    }

    /**
     * Reads a document.
     *
     * @throws CorruptLakeException if it is no JSON object of this format version, or has a checksum of other bytes
     */
    public static Document read(LakeFiles files, String path, int format) throws IOException {
        byte[] content = files.read(path);
        Document document = parse(content, files.uri(path), format);
        if (document.node.has(CHECKSUM) && !isAsWritten(document.node, content)) {
            throw new CorruptLakeException(
                    "Cannot read " + document.origin + ": its checksum is of other bytes. Restore it"
                            + " from a copy; whoever has corrected it takes the member \"checksum\" out.");
        }
        return document;
    }

    /**
     * Reads a document that is one line of a file, without its LF.
     *
     * @throws CorruptLakeException if its bytes are not those that {@link #line} gave, or not of this format version
     */
    public static Document parseLine(byte[] line, String origin, int format) throws CorruptLakeException {
        Document document = parse(line, origin, format);
        byte[] written = document.node instanceof ObjectNode object ? line(object) : new byte[0];
        if (!document.node.has(CHECKSUM)
                || !Arrays.equals(written, 0, Math.max(0, written.length - 1), line, 0, line.length)) {
            throw new CorruptLakeException(
                    "Cannot read " + origin + ": a line is not as it was written. Restore the file from a copy.");
        }
        return document;
    }

    /**
     * Reads a document that lies within a file.
     *
     * @param origin where it lies, for messages
     * @throws CorruptLakeException if it is no JSON object of this format version
     */
    public static Document parse(byte[] content, String origin, int format) throws CorruptLakeException {
        JsonNode node;
        try {
            node = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw new CorruptLakeException("Cannot read " + origin + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) { // bytes that are no characters
            throw new CorruptLakeException("Cannot read " + origin + ": " + e.getMessage(), e);
        }
        if (node == null || !node.isObject()) {
            throw new CorruptLakeException("Cannot read " + origin + ": it holds no JSON object");
        }
        Document document = new Document(origin, node);
        long found = document.number("format");
        if (found != format) {
            throw new CorruptLakeException("Cannot read " + origin + ": its format version is " + found
                    + ", and this version of Weir knows " + format + ". Use the version of Weir that wrote it.");
        }
        return document;
    }

    /** Where it was read from, for messages. */
    public String origin() {
        return origin;
    }

    /** Whether there is a member of this name with a value other than null. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** A text. */
    public String text(String name) throws CorruptLakeException {
        return member(name, JsonNode::isTextual, "a text").textValue();
    }

    /** A whole number of 64 bits. */
    public long number(String name) throws CorruptLakeException {
        return member(name, value -> value.isIntegralNumber() && value.canConvertToLong(), "a whole number")
                .longValue();
    }

    /** A nested object. */
    public Document object(String name) throws CorruptLakeException {
        return new Document(origin, member(name, JsonNode::isObject, "an object"));
    }

    /** The names of the members, in their order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** An array of objects. */
    public List<Document> objects(String name) throws CorruptLakeException {
        List<Document> objects = new ArrayList<>();
        for (JsonNode element : member(name, JsonNode::isArray, "an array")) {
            if (!element.isObject()) {
                throw problem(name, "holds something that is no object");
            }
            objects.add(new Document(origin, element));
        }
        return objects;
    }

    /** An array of whole numbers. */
    public List<Long> numbers(String name) throws CorruptLakeException {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode element : member(name, JsonNode::isArray, "an array")) {
            if (!element.isIntegralNumber() || !element.canConvertToLong()) {
                throw problem(name, "holds something that is no whole number");
            }
            numbers.add(element.longValue());
        }
        return numbers;
    }

    /** An array of texts. */
    public List<String> texts(String name) throws CorruptLakeException {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : member(name, JsonNode::isArray, "an array")) {
            if (!element.isTextual()) {
                throw problem(name, "holds something that is no text");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** A point in time, ISO-8601. */
    public Instant instant(String name) throws CorruptLakeException {
        try {
            return PlainInstant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw problem(name, "is no time such as 2026-11-22T10:06:25Z");
        }
    }

    /** What is wrong with a member, to be thrown by who understands it. */
    public CorruptLakeException problem(String name, String reason) {
        return new CorruptLakeException("Cannot read " + origin + ": \"" + name + "\" " + reason);
    }

    private JsonNode member(String name, Predicate<JsonNode> wanted, String kind) throws CorruptLakeException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw problem(name, "is missing");
        }
        if (!wanted.test(value)) {
            throw problem(name, "is not " + kind);
        }
        return value;
    }
}
