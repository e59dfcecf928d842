package weir.lake.quarantine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import weir.lake.raw.LineCursor;
import weir.lake.raw.Microbatch;

/** The bytes of an order's lines, file by file, in the order of each file. */
final class PickedCursor implements LineCursor {

    private final Quarantine quarantine;
    private final Order order;
    private final Deque<QuarantineFile> ahead;
    private Map<Microbatch, Set<Long>> wanted = Map.of();
    private QuarantineReader reader;
    private byte[] line = new byte[0];

    PickedCursor(Quarantine quarantine, Order order) {
        this.quarantine = quarantine;
        this.order = order;
        this.ahead = new ArrayDeque<>(order.files());
    }

    @Override
    public boolean next() throws IOException {
        while (reader != null || openNext()) {
            Optional<QuarantinedLine> next = reader.next();
            if (next.isEmpty()) {
                close();
            } else if (wanted.getOrDefault(next.get().microbatch(), Set.of())
                    .contains(next.get().line())) {
                line = next.get().bytes();
                return true;
            }
        }
        return false;
    }

    private boolean openNext() throws IOException {
        if (ahead.isEmpty()) {
            return false;
        }
        QuarantineFile file = ahead.removeFirst();
        wanted = new HashMap<>();
        for (Picked picked : order.in(file)) {
            wanted.computeIfAbsent(picked.microbatch(), key -> new HashSet<>()).addAll(picked.lines());
        }
        reader = quarantine.open(file);
        return true;
    }

    @Override
    public byte[] buffer() {
        return line;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return line.length;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
