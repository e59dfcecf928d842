package weir.console.kills;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the rows of a table with the lines that should have become rows. */
final class RowCheck {

    private final Map<Long, Integer> expected;
    private long rows;
    private long unexpected;
    private long altered;

    RowCheck(CapturedNumbers numbers) {
        this.expected = new HashMap<>(numbers.kept());
    }

    void row(long id, String text) {
        rows++;
        Integer hash = expected.remove(id);
        if (hash == null) {
            unexpected++;
        } else if (hash != text.hashCode()) {
            altered++;
        }
    }

    long rows() {
        return rows;
    }

    /** One sentence for each kind of difference; to be asked once, at the end. */
    List<String> contradictions() {
        List<String> told = new ArrayList<>();
        if (!expected.isEmpty()) {
            told.add("The table lacks " + expected.size() + " row(s), such as "
                    + expected.keySet().iterator().next());
        }
        if (unexpected > 0) {
            told.add("The table has " + unexpected + " row(s) twice or of no captured line");
        }
        if (altered > 0) {
            told.add("The table has " + altered + " row(s) with another text");
        }
        return told;
    }
}
