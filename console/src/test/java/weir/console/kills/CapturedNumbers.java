package weir.console.kills;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import weir.console.kills.Checker.Run;

/** The numbers of the lines that were captured. */
final class CapturedNumbers {

    private final Sent sent;
    private final BitSet seen = new BitSet();
    /** The hash of the text of each status that a table should have. */
    private final Map<Long, Integer> kept = new HashMap<>();

    private long duplicates;
    private long altered;
    private long outOfOrder;
    private long last;

    CapturedNumbers(Sent sent) {
        this.sent = sent;
    }

    /** Takes a line. One that nobody has sent counts as altered. */
    void line(byte[] line, boolean compacted) {
        Optional<Message> found = Message.of(line).filter(message -> sent.wasSent(message.number()));
        if (found.isEmpty()) {
            altered++;
            return;
        }
        Message message = found.get();
        int number = Math.toIntExact(message.number());
        if (seen.get(number)) {
            duplicates++;
            return;
        }
        seen.set(number);
        if (number < last) {
            outOfOrder++;
        }
        last = number;
        if (compacted && message.kept()) {
            kept.put(message.number(), message.text().hashCode());
        }
    }

    long captured() {
        return seen.cardinality();
    }

    long duplicates() {
        return duplicates;
    }

    long altered() {
        return altered;
    }

    /** Lines that stand behind one of a higher number. */
    long outOfOrder() {
        return outOfOrder;
    }

    Map<Long, Integer> kept() {
        return kept;
    }

    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int before = seen.nextSetBit(0);
        while (before >= 0) {
            int lastOfBlock = seen.nextClearBit(before) - 1;
            int behind = seen.nextSetBit(lastOfBlock + 1);
            if (behind >= 0) {
                runs.add(new Run(lastOfBlock, behind));
            }
            before = behind;
        }
        return runs;
    }
}
