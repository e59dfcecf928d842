package weir.lake.history;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.Asked;
import weir.lake.deletion.DeletionFiles.DeletedRow;
import weir.lake.deletion.DeletionFiles.Kind;
import weir.lake.files.LakeFiles;

/** Says what has become of the messages of one stream that take something back. */
public final class DeletionReceipts {

    private final DeletionFiles log;
    private final DeletionLog deletions;

    public DeletionReceipts(LakeFiles files, StreamSpec spec) {
        this.log = new DeletionFiles(files, spec.name());
        this.deletions = new DeletionLog(files, spec);
    }

    /** A message or a record, by where it was captured. */
    private record Message(long batchMillis, long line) {}

    /** The receipts of all messages, in the order in which they were captured. */
    public List<DeletionReceipt> all() throws IOException {
        List<Deletion> waiting = deletions.waiting();
        List<DeletionReceipt> receipts = new ArrayList<>();
        Set<Message> compacted = new HashSet<>();
        Map<Asked, Map<Message, Gone>> taken = taken();
        Map<Asked, Long> late = late();
        NavigableMap<Long, Instant> archive = times(Kind.ARCHIVE);
        NavigableMap<Long, Instant> versions = times(Kind.VERSIONS);
        for (long plan : log.plans(Kind.ASKED)) {
            List<Deletion> ofPlan = log.read(plan);
            Map<Message, List<Integer>> messages = byMessage(ofPlan);
            compacted.addAll(messages.keySet());
            messages.forEach((message, numbers) -> {
                Map<Message, Gone> rows = new HashMap<>();
                numbers.forEach(number -> rows.putAll(taken.getOrDefault(new Asked(plan, number), Map.of())));
                // what came behind its deletion was gone from nowhere before its own plan
                long last = rows.values().stream().mapToLong(Gone::run).reduce(plan, Math::max);
                long lastLine = numbers.stream()
                        .mapToLong(number -> late.getOrDefault(new Asked(plan, number), plan))
                        .reduce(last, Math::max);
                receipts.add(new DeletionReceipt(
                        Instant.ofEpochMilli(message.batchMillis()),
                        message.line(),
                        ofPlan.get(numbers.get(0)).message(),
                        values(numbers.stream().map(ofPlan::get).toList()),
                        OptionalLong.of(plan),
                        rows.size(),
                        rows.values().stream().map(Gone::at).max(Comparator.naturalOrder()),
                        since(archive, lastLine),
                        rows.isEmpty() ? Optional.empty() : since(versions, last)));
            });
        }
        byMessage(waiting).forEach((message, numbers) -> {
            if (!compacted.contains(message)) {
                receipts.add(new DeletionReceipt(
                        Instant.ofEpochMilli(message.batchMillis()),
                        message.line(),
                        waiting.get(numbers.get(0)).message(),
                        values(numbers.stream().map(waiting::get).toList()),
                        OptionalLong.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
        });
        receipts.sort(Comparator.comparing(DeletionReceipt::asked).thenComparingLong(DeletionReceipt::line));
        return receipts;
    }

    /** The run of a plan that took a row, and when. */
    private record Gone(long run, Instant at) {}

    /** The rows that went, by what asked for it and by the line that they came from. */
    private Map<Asked, Map<Message, Gone>> taken() throws IOException {
        Map<Asked, Map<Message, Gone>> taken = new HashMap<>();
        for (long run : log.plans(Kind.ROWS)) {
            Gone gone = new Gone(run, log.at(Kind.ROWS, run));
            for (DeletedRow deleted : log.rows(run)) {
                taken.computeIfAbsent(new Asked(deleted.plan(), deleted.deletion()), unused -> new HashMap<>())
                        .put(new Message(deleted.batchMillis(), deleted.line()), gone);
            }
        }
        return taken;
    }

    /** The last plan with lines, whether they have become rows or not, of what was asked for before they came. */
    private Map<Asked, Long> late() throws IOException {
        Map<Asked, Long> late = new HashMap<>();
        for (long plan : log.plans(Kind.ASKED)) {
            log.earlier(plan).forEach(asked -> late.merge(asked, plan, Math::max));
        }
        return late;
    }

    private NavigableMap<Long, Instant> times(Kind kind) throws IOException {
        NavigableMap<Long, Instant> times = new TreeMap<>();
        for (long plan : log.plans(kind)) {
            times.put(plan, log.at(kind, plan));
        }
        return times;
    }

    /** When it was first done for all plans up to one. */
    private static Optional<Instant> since(NavigableMap<Long, Instant> times, long plan) {
        return Optional.ofNullable(times.ceilingEntry(plan)).map(Map.Entry::getValue);
    }

    private static Map<Message, List<Integer>> byMessage(List<Deletion> some) {
        Map<Message, List<Integer>> messages = new LinkedHashMap<>();
        for (int i = 0; i < some.size(); i++) {
            Deletion deletion = some.get(i);
            messages.computeIfAbsent(new Message(deletion.batchMillis(), deletion.line()), unused -> new ArrayList<>())
                    .add(i);
        }
        return messages;
    }

    private static String values(List<Deletion> ofMessage) {
        return ofMessage.stream()
                .map(deletion -> deletion.column() + " = " + deletion.value()
                        + deletion.upTo()
                                .map(upTo -> ", " + upTo.column() + " <= " + upTo.value())
                                .orElse(""))
                .findFirst()
                .orElse("");
    }
}
