package weir.lake.quarantine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Malformed;
import weir.lake.raw.Microbatch;
import weir.lake.raw.StreamLines;

/**
 * The quarantine of one stream: {@code quarantine/tweets/dt=2026-11-22/tweets-00000007.jsonl}, one file for each plan and
 * day with a malformed line, one JSON object a line. The only class that knows their names and members ({@code
 * docs/formats.md}). Writing a plan's file again replaces it.
 */
public final class Quarantine {

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LakeFiles files;
    private final String stream;

    public Quarantine(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /**
     * Writes the malformed lines of a plan's day, as one published file in place of an earlier one. Without a line there is
     * no file.
     *
     * @param lines in the order of microbatch and line
     */
    public void write(long plan, LocalDate date, Iterator<QuarantinedLine> lines) throws IOException {
        String path = folder(date.toString()) + "/" + String.format("%s-%08d.jsonl", stream, plan);
        if (!lines.hasNext()) {
            files.delete(path);
            return;
        }
        String temporary = path + ".tmp";
        try (LakeFiles.Written out = files.create(temporary)) {
            while (lines.hasNext()) {
                out.write(JSON.writeValueAsBytes(node(lines.next())));
                out.write('\n');
            }
        }
        files.rename(temporary, path);
    }

    /** All lines in quarantine, by day and plan. */
    public List<QuarantinedLine> lines() throws IOException {
        List<QuarantinedLine> found = new ArrayList<>();
        for (String day : files.list("quarantine/" + stream)) {
            for (String name : files.list("quarantine/" + stream + "/" + day)) {
                if (name.endsWith(".jsonl")) {
                    read("quarantine/" + stream + "/" + day + "/" + name, found);
                }
            }
        }
        return found;
    }

    private void read(String path, List<QuarantinedLine> found) throws IOException {
        try (StreamLines lines = new StreamLines(new ByteArrayInputStream(files.read(path)))) {
            while (lines.next()) {
                found.add(line(path, JSON.readTree(lines.buffer(), lines.offset(), lines.length())));
            }
        } catch (JsonProcessingException e) {
            throw new CorruptLakeException("Cannot read " + files.uri(path) + ": " + e.getOriginalMessage(), e);
        }
    }

    private QuarantinedLine line(String path, JsonNode node) throws IOException {
        if (node.path("format").asInt() != FORMAT) {
            throw new CorruptLakeException("Cannot read " + files.uri(path) + ": its format version is "
                    + node.path("format") + ", and this version of Weir knows " + FORMAT
                    + ". Use the version of Weir that wrote it.");
        }
        for (String member : List.of("reason", "detail", "microbatch", "line", "bytes")) {
            if (!node.hasNonNull(member)) {
                throw new CorruptLakeException("Cannot read " + files.uri(path) + ": \"" + member + "\" is missing");
            }
        }
        Microbatch microbatch = Microbatch.parse(node.path("microbatch").asText() + ".json")
                .orElseThrow(() ->
                        new CorruptLakeException("Cannot read " + files.uri(path) + ": a line names no microbatch"));
        return new QuarantinedLine(
                new Malformed(node.path("reason").asText(), node.path("detail").asText()),
                microbatch,
                node.path("line").longValue(),
                node.path("bytes").binaryValue());
    }

    private String folder(String date) {
        return "quarantine/" + stream + "/dt=" + date;
    }

    private static ObjectNode node(QuarantinedLine line) {
        return JSON.createObjectNode()
                .put("format", FORMAT)
                .put("reason", line.malformed().reason())
                .put("detail", line.malformed().detail())
                .put("microbatch", line.microbatch().name())
                .put("line", line.line())
                .put("bytes", Base64.getEncoder().encodeToString(line.bytes()));
    }
}
