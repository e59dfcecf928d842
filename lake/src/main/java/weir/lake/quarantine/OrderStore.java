package weir.lake.quarantine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;

/**
 * The orders of one stream as files: {@code state/quarantine/tweets/00000003.json} is written before anything is done,
 * {@code 00000003.done.json} when all is. The only class that knows their names and members ({@code docs/formats.md}).
 */
final class OrderStore {

    private static final int FORMAT = 1;
    private static final Pattern ORDER = Pattern.compile("(\\d{8,18})\\.json");

    private static final Pattern DONE = Pattern.compile("(\\d{8,18})\\.done\\.json");

    private final LakeFiles files;
    private final String stream;

    OrderStore(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** The number of the newest order; 0 if there is none. */
    long newest() throws IOException {
        long newest = 0;
        for (String name : files.list(folder())) {
            Matcher matcher = ORDER.matcher(name);
            if (matcher.matches()) {
                newest = Math.max(newest, Long.parseLong(matcher.group(1)));
            }
        }
        return newest;
    }

    /** The highest number that the name of a file has; 0 if there is none. */
    long newestNamed() throws IOException {
        long newest = newest();
        for (String name : files.list(folder())) {
            Matcher matcher = DONE.matcher(name);
            if (matcher.matches()) {
                newest = Math.max(newest, Long.parseLong(matcher.group(1)));
            }
        }
        return newest;
    }

    /** The newest order, if it is not finished. */
    Optional<Order> unfinished() throws IOException {
        files.settle(folder());
        long newest = newest();
        return newest == 0 || files.exists(donePath(newest)) ? Optional.empty() : Optional.of(read(newest));
    }

    void write(Order order) throws IOException {
        ObjectNode node = Document.begin(FORMAT)
                .put("stream", stream)
                .put("number", order.number())
                .put("decision", order.decision().text());
        order.into().ifPresent(microbatch -> node.put("into", microbatch.timeMillis()));
        ArrayNode picked = node.putArray("picked");
        order.picked().forEach(some -> PickedNode.put(picked.addObject(), some));
        files.publish(path(order.number()), Document.bytes(node));
    }

    void finish(Order order) throws IOException {
        ObjectNode node = Document.begin(FORMAT)
                .put("stream", stream)
                .put("number", order.number())
                .put("lines", order.lines());
        files.publish(donePath(order.number()), Document.bytes(node));
    }

    /** Reads an order. */
    Order read(long number) throws IOException {
        Document node = Document.read(files, path(number), FORMAT);
        if (!node.text("stream").equals(stream) || node.number("number") != number) {
            throw node.problem("number", "or \"stream\" is not that of the file");
        }
        Decision decision = DecisionsFile.decision(node);
        Optional<Microbatch> into = decision == Decision.REQUEUED
                ? Optional.of(new Microbatch(stream, node.number("into")))
                : Optional.empty();
        List<Picked> picked = new ArrayList<>();
        for (Document some : node.objects("picked")) {
            picked.add(PickedNode.read(some, stream));
        }
        return new Order(stream, number, decision, into, picked);
    }

    private String folder() {
        return "state/quarantine/" + stream;
    }

    String path(long number) {
        return folder() + String.format("/%08d.json", number);
    }

    String donePath(long number) {
        return folder() + String.format("/%08d.done.json", number);
    }
}
