package weir.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the log of a Delta table says, read as the JSON it is. */
final class DeltaFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeltaFiles() {}

    /** The actions of all commits, in their order. */
    static List<JsonNode> actions(Path table) throws IOException {
        List<Path> commits;
        try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
            commits = files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList();
        }
        List<JsonNode> actions = new ArrayList<>();
        for (Path commit : commits) {
            for (String line : Files.readAllLines(commit)) {
                actions.add(JSON.readTree(line));
            }
        }
        return actions;
    }

    /** The transaction versions of all commits, in their order, as {@code weir/events 7}. */
    static List<String> transactions(Path table) throws IOException {
        return actions(table).stream()
                .filter(action -> action.has("txn"))
                .map(action -> action.path("txn"))
                .map(txn ->
                        txn.path("appId").asText() + " " + txn.path("version").asLong())
                .toList();
    }

    /** What the commits of plans say of themselves, in their order. */
    static List<CommitInfo> infos(Path table) throws IOException {
        return actions(table).stream()
                .map(action -> action.path("commitInfo").path("userMetadata"))
                .filter(JsonNode::isTextual)
                .flatMap(metadata -> CommitInfo.parse(metadata.textValue()).stream())
                .toList();
    }
}
