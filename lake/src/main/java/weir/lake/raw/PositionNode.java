package weir.lake.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;

/** A position as a JSON object; the only class that knows the names of its members ({@code docs/formats.md}). */
final class PositionNode {

    private PositionNode() {}

    static void put(ObjectNode node, Position position) {
        if (position instanceof Position.Spooled spooled) {
            node.put("firstChunk", spooled.first()).put("chunk", spooled.last());
        } else if (position instanceof Position.Offsets offsets) {
            ObjectNode partitions = node.putObject("offsets");
            offsets.ranges().forEach((partition, range) -> partitions
                    .putObject(partition)
                    .put("from", range.from())
                    .put("until", range.until()));
            if (!offsets.topics().isEmpty()) {
                ObjectNode topics = node.putObject("topics");
                offsets.topics().forEach(topics::put);
            }
        } else if (position instanceof Position.Files files) {
            ArrayNode taken = node.putArray("files");
            files.files().forEach(file -> taken.addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256()));
        } else if (position instanceof Position.Imported imported) {
            node.put("imported", imported.file());
        } else if (position instanceof Position.Requeued requeued) {
            node.put("requeued", requeued.number());
        }
    }

    static Position read(Document node) throws CorruptLakeException {
        if (node.has("chunk")) {
            return new Position.Spooled(node.number("firstChunk"), node.number("chunk"));
        }
        if (node.has("offsets")) {
            return offsets(node);
        }
        if (node.has("files")) {
            return files(node.objects("files"));
        }
        if (node.has("imported")) {
            return new Position.Imported(node.text("imported"));
        }
        if (node.has("requeued")) {
            return new Position.Requeued(node.number("requeued"));
        }
        throw node.problem("position", "is of a kind that this version does not know");
    }

    private static Position offsets(Document node) throws CorruptLakeException {
        Map<String, Position.Range> ranges = new TreeMap<>();
        Document partitions = node.object("offsets");
        for (String partition : partitions.names()) {
            Document range = partitions.object(partition);
            ranges.put(partition, new Position.Range(range.number("from"), range.number("until")));
        }
        Map<String, String> topics = new TreeMap<>();
        if (node.has("topics")) {
            Document ids = node.object("topics");
            for (String topic : ids.names()) {
                topics.put(topic, ids.text(topic));
            }
        }
        return new Position.Offsets(ranges, topics);
    }

    private static Position files(List<Document> nodes) throws CorruptLakeException {
        List<Position.TakenFile> files = new ArrayList<>();
        for (Document file : nodes) {
            files.add(new Position.TakenFile(file.text("name"), file.number("bytes"), file.text("sha256")));
        }
        return new Position.Files(files);
    }
}
