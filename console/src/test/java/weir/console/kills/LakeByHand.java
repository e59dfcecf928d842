package weir.console.kills;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A lake that was written without Weir, by what {@code docs/formats.md} says: one segment and one microbatch. */
final class LakeByHand {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ARCHIVED = 1_795_341_985_000L;
    private static final long RAW = ARCHIVED + 5_000;

    private final Path root;

    private LakeByHand(Path root) {
        this.root = root;
    }

    static LakeByHand in(Path root) {
        return new LakeByHand(root);
    }

    CapturedLake captured() {
        return new CapturedLake(root, "tweets");
    }

    LakeByHand archive(List<byte[]> lines) throws IOException {
        Files.createDirectories(segment().getParent());
        SegmentFile.write(segment(), joined(lines), lines.size(), List.of(manifest(ARCHIVED, lines)));
        return this;
    }

    LakeByHand raw(List<byte[]> lines) throws IOException {
        Files.createDirectories(part().getParent());
        Files.write(part(), joined(lines));
        Files.write(manifest(), JSON.writeValueAsBytes(manifest(RAW, lines)));
        return this;
    }

    /** Has the manifest of the microbatch tell of a gap. */
    LakeByHand withGap(String cause, Instant from, Instant until) throws IOException {
        ObjectNode manifest = (ObjectNode) JSON.readTree(manifest().toFile());
        manifest.withArray("gaps")
                .addObject()
                .put("cause", cause)
                .put("from", from.toString())
                .put("until", until.toString());
        Files.write(manifest(), JSON.writeValueAsBytes(manifest));
        return this;
    }

    /** Changes one byte of a line of the segment, and has the footer know of the frame as it is then. */
    void alterSegment() throws IOException {
        SegmentFile segment = SegmentFile.read(segment());
        byte[] content = segment.frames().get(0);
        content[60] ^= 1;
        JsonNode footer = segment.footer();
        int lines = footer.path("frames").path(0).path("lines").asInt();
        ObjectNode manifest = (ObjectNode) footer.path("manifests").path(0);
        SegmentFile.write(segment(), content, lines, List.of(manifest));
    }

    /** Changes one byte of a line of the microbatch. */
    void alterPart() throws IOException {
        byte[] content = Files.readAllBytes(part());
        content[60] ^= 1;
        Files.write(part(), content);
    }

    void alterManifest(UnaryOperator<String> change) throws IOException {
        Files.writeString(manifest(), change.apply(Files.readString(manifest())));
    }

    private Path part() {
        return root.resolve("raw/tweets/dt=2026-11-22/tweets-" + RAW + ".json/part-00000");
    }

    private Path manifest() {
        return part().resolveSibling("_manifest.json");
    }

    private Path segment() {
        return root.resolve("archive/tweets/dt=2026-11-22/tweets-" + ARCHIVED + "-" + ARCHIVED + "-00000001.jsonl.zst");
    }

    private static ObjectNode manifest(long time, List<byte[]> lines) {
        byte[] content = joined(lines);
        ObjectNode manifest =
                JSON.createObjectNode().put("format", 2).put("stream", "tweets").put("time", time);
        manifest.putArray("parts")
                .addObject()
                .put("name", "part-00000")
                .put("lines", lines.size())
                .put("bytes", content.length)
                .put("sha256", HexFormat.of().formatHex(MessageHash.sha256().digest(content)));
        List<Optional<Message>> messages = lines.stream().map(Message::of).toList();
        long kept = messages.stream()
                .flatMap(Optional::stream)
                .filter(Message::kept)
                .count();
        ObjectNode counts = manifest.putObject("counts");
        counts.put("received", lines.size()).put("written", lines.size());
        counts.put("kept", kept).put("dropped", lines.size() - kept);
        counts.put("malformed", 0).put("unparsable", 0).putObject("control");
        manifest.putArray("gaps");
        return manifest;
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            content.writeBytes(line);
            content.write('\n');
        }
        return content.toByteArray();
    }
}
