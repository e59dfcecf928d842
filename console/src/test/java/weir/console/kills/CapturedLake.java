package weir.console.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The raw zone and the archive of one stream of a lake, read as {@code docs/formats.md} describes them: every manifest is
 * added up, every part compared with its SHA-256, every frame with the footer. For one reading.
 */
final class CapturedLake implements Captured {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "_manifest.json";
    private static final String SEGMENT = ".jsonl.zst";
    private static final long KNOWN_FORMAT = 2;
    private static final long FOOTER_FORMAT = 1;

    private final Path lake;
    private final String stream;
    private final List<RecordedGap> gaps = new ArrayList<>();
    private final List<String> contradictions = new ArrayList<>();
    private int archivedMicrobatches;
    private int rawMicrobatches;

    CapturedLake(Path lake, String stream) {
        this.lake = lake;
        this.stream = stream;
    }

    @Override
    public void read(LineSink sink) throws IOException {
        for (Path segment : files("archive", SEGMENT)) {
            archived(segment, sink);
        }
        for (Path manifest : files("raw", MANIFEST)) {
            raw(manifest, sink);
        }
    }

    @Override
    public List<RecordedGap> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** How many gaps of each cause there are, and how many microbatches. */
    Map<String, Object> gapsByCause() {
        Map<String, Object> counts = new TreeMap<>();
        gaps.forEach(gap -> counts.merge("gaps: " + gap.cause(), 1, (one, other) -> (int) one + (int) other));
        counts.put("microbatches", archivedMicrobatches + rawMicrobatches);
        return counts;
    }

    /** The offset that the newest microbatch of the raw zone has reached, summed up over all partitions; 0 if none is. */
    long offsets() throws IOException {
        List<Path> manifests = files("raw", MANIFEST);
        long reached = 0;
        if (!manifests.isEmpty()) {
            JsonNode newest = JSON.readTree(manifests.get(manifests.size() - 1).toFile());
            for (JsonNode range : newest.path("position").path("offsets")) {
                reached += range.path("until").asLong();
            }
        }
        return reached;
    }

    /** Messages that the manifests of raw zone and archive count. */
    long received() throws IOException {
        long received = 0;
        for (Path manifest : files("raw", MANIFEST)) {
            received += received(JSON.readTree(manifest.toFile()));
        }
        for (Path segment : files("archive", SEGMENT)) {
            for (JsonNode manifest : SegmentFile.read(segment).footer().path("manifests")) {
                received += received(manifest);
            }
        }
        return received;
    }

    private static long received(JsonNode manifest) {
        return manifest.path("counts").path("received").asLong();
    }

    int rawMicrobatches() {
        return rawMicrobatches;
    }

    /** Files by the time in their name or in that of their folder: all have as many digits. */
    private List<Path> files(String zone, String ending) throws IOException {
        Path folder = lake.resolve(zone).resolve(stream);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private void raw(Path file, LineSink sink) throws IOException {
        JsonNode manifest = JSON.readTree(file.toFile());
        rawMicrobatches++;
        String expected = stream + "-" + manifest.path("time").asLong() + ".json";
        require(file.getParent().getFileName().toString().equals(expected), file, "lies in the folder of another time");
        manifest(manifest, file);
        for (JsonNode part : manifest.path("parts")) {
            Path lines = file.resolveSibling(part.path("name").asText());
            PartCheck check = new PartCheck(part);
            for (byte[] line : TextLines.of(Files.readAllBytes(lines))) {
                check.line(line);
                sink.line(line, false);
            }
            require(check.agrees(), lines, "is not what its manifest says");
        }
    }

    private void archived(Path file, LineSink sink) throws IOException {
        SegmentFile segment = SegmentFile.read(file);
        JsonNode footer = segment.footer();
        require(footer.path("format").asLong() == FOOTER_FORMAT, file, "has another format");
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode manifest : footer.path("manifests")) {
            archivedMicrobatches++;
            manifest(manifest, file);
            manifest.path("parts").forEach(parts::add);
        }
        List<byte[]> frames = segment.frames();
        require(frames.size() == footer.path("frames").size(), file, "has other frames than its footer says");
        require(segment.sha256().equals(footer.path("sha256").asText()), file, "is not what its footer says");
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            List<byte[]> found = TextLines.of(frames.get(i));
            int expected = footer.path("frames").path(i).path("lines").asInt();
            require(found.size() == expected, file, "has a frame with other lines");
            lines.addAll(found);
        }
        inParts(lines, parts, file, sink);
    }

    private void inParts(List<byte[]> lines, List<JsonNode> parts, Path segment, LineSink sink) {
        int next = 0;
        for (JsonNode part : parts) {
            PartCheck check = new PartCheck(part);
            while (!check.isFull() && next < lines.size()) {
                check.line(lines.get(next));
                sink.line(lines.get(next), true);
                next++;
            }
            require(check.agrees(), segment, "has a part that is not what its manifest says");
        }
        require(next == lines.size(), segment, "has lines that no manifest knows");
        lines.subList(next, lines.size()).forEach(line -> sink.line(line, true));
    }

    /** Adds up the counts of a manifest and takes its gaps. */
    private void manifest(JsonNode manifest, Path file) {
        require(manifest.path("format").asLong() == KNOWN_FORMAT, file, "has another format");
        require(manifest.path("stream").asText().equals(stream), file, "is of another stream");
        JsonNode counts = manifest.path("counts");
        long written = 0;
        for (JsonNode part : manifest.path("parts")) {
            written += part.path("lines").asLong();
        }
        long control = 0;
        for (JsonNode kind : counts.path("control")) {
            control += kind.asLong();
        }
        long judged = sum(counts, "kept", "dropped", "malformed") + control;
        require(counts.path("received").asLong() == judged + sum(counts, "unparsable"), file, "does not add up");
        require(counts.path("written").asLong() == written, file, "counts other lines than its parts have");
        require(written == judged, file, "has other lines than were judged");
        for (JsonNode gap : manifest.path("gaps")) {
            gaps.add(new RecordedGap(
                    gap.path("cause").asText(),
                    Instant.parse(gap.path("from").asText()),
                    Instant.parse(gap.path("until").asText()),
                    gap.path("messages").asLong(-1)));
        }
    }

    private static long sum(JsonNode counts, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += counts.path(name).asLong();
        }
        return sum;
    }

    private void require(boolean holds, Path file, String otherwise) {
        if (!holds) {
            contradictions.add(lake.relativize(file) + " " + otherwise);
        }
    }
}
