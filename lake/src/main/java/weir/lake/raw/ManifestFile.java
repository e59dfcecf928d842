package weir.lake.raw;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;

/** A manifest as JSON; the only class that knows the names of its members ({@code docs/formats.md}). */
public final class ManifestFile {

    private static final int FORMAT = 2;

    private ManifestFile() {}

    static byte[] bytes(Manifest manifest) {
        return Document.bytes(node(manifest));
    }

    /** A manifest as a JSON object. */
    public static ObjectNode node(Manifest manifest) {
        ObjectNode node = Document.begin(FORMAT)
                .put("stream", manifest.microbatch().stream())
                .put("time", manifest.microbatch().timeMillis());
        ArrayNode parts = node.putArray("parts");
        for (Part part : manifest.parts()) {
            parts.addObject()
                    .put("name", part.name())
                    .put("lines", part.lines())
                    .put("bytes", part.bytes())
                    .put("sha256", part.sha256());
        }
        Counts counts = manifest.counts();
        ObjectNode counted = node.putObject("counts")
                .put("received", counts.received())
                .put("written", counts.written())
                .put("kept", counts.kept())
                .put("dropped", counts.dropped())
                .put("malformed", counts.malformed())
                .put("unparsable", counts.unparsable());
        ObjectNode control = counted.putObject("control");
        counts.control().forEach(control::put);
        manifest.firstEvent().ifPresent(time -> node.put("firstEvent", time.toString()));
        manifest.lastEvent().ifPresent(time -> node.put("lastEvent", time.toString()));
        manifest.position().ifPresent(position -> PositionNode.put(node.putObject("position"), position));
        node.put("filter", manifest.filterHash());
        ArrayNode connections = node.putArray("connections");
        manifest.connections().forEach(connection -> ConnectionNode.put(connections.addObject(), connection));
        ArrayNode gaps = node.putArray("gaps");
        manifest.gaps().forEach(gap -> GapNode.put(gaps.addObject(), gap));
        node.put("writer", manifest.writer());
        return node;
    }

    static Manifest read(LakeFiles files, Microbatch microbatch) throws IOException {
        Document node = Document.read(files, microbatch.path(Microbatch.MANIFEST), FORMAT);
        Manifest manifest = manifest(node);
        if (!manifest.microbatch().equals(microbatch)) {
            throw node.problem(
                    "time", "says " + manifest.microbatch().name() + ", but the folder is " + microbatch.name());
        }
        return manifest;
    }

    /**
     * The manifest that a JSON object stands for.
     *
     * @throws CorruptLakeException if it is none
     */
    public static Manifest manifest(Document node) throws CorruptLakeException {
        return new Manifest(
                new Microbatch(node.text("stream"), node.number("time")),
                parts(node),
                counts(node.object("counts")),
                instant(node, "firstEvent"),
                instant(node, "lastEvent"),
                node.has("position") ? Optional.of(PositionNode.read(node.object("position"))) : Optional.empty(),
                node.text("filter"),
                connections(node),
                gaps(node),
                node.text("writer"));
    }

    private static List<Part> parts(Document node) throws CorruptLakeException {
        List<Part> parts = new ArrayList<>();
        for (Document part : node.objects("parts")) {
            try {
                parts.add(new Part(part.text("name"), part.number("lines"), part.number("bytes"), part.text("sha256")));
            } catch (IllegalArgumentException e) {
                throw new CorruptLakeException("Cannot read " + node.origin() + ": " + e.getMessage(), e);
            }
        }
        return parts;
    }

    private static Counts counts(Document counts) throws CorruptLakeException {
        Map<String, Long> control = new TreeMap<>();
        Document kinds = counts.object("control");
        for (String kind : kinds.names()) {
            control.put(kind, kinds.number(kind));
        }
        return new Counts(
                counts.number("received"),
                counts.number("written"),
                counts.number("kept"),
                counts.number("dropped"),
                counts.number("malformed"),
                counts.number("unparsable"),
                control);
    }

    private static List<Connection> connections(Document node) throws CorruptLakeException {
        List<Connection> connections = new ArrayList<>();
        for (Document connection : node.objects("connections")) {
            connections.add(ConnectionNode.read(connection));
        }
        return connections;
    }

    private static List<Gap> gaps(Document node) throws CorruptLakeException {
        List<Gap> gaps = new ArrayList<>();
        for (Document gap : node.objects("gaps")) {
            gaps.add(GapNode.read(gap));
        }
        return gaps;
    }

    private static Optional<Instant> instant(Document node, String name) throws CorruptLakeException {
        return node.has(name) ? Optional.of(node.instant(name)) : Optional.empty();
    }
}
