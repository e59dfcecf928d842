package weir.lake.filter;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for places in lines where one of a filter's needles may be spelled, without parsing. Of several that are all
 * required it takes the one that is rarest in what it has seen, and it looks for none while most lines have one: then a
 * search costs more than it saves. For one thread.
 */
public final class NeedleSearch {

    /** So much is looked at to choose at first: to look at more takes a process that has just begun a part of its first second. */
    private static final int FIRST_SAMPLE_BYTES = 1 << 15;

    /** So much is looked at to choose again, once it is worth it; a buffer may be smaller. */
    private static final int SAMPLE_BYTES = 1 << 17;

    /** After so many bytes it is. */
    private static final long FIRST_BYTES = 64 << 20;

    /** After so many bytes it is asked whether searching has paid. */
    private static final long TRIAL_BYTES = 1 << 20;

    /** So many bytes pass without a search after one that has not paid. */
    private static final long PAUSE_BYTES = 32 << 20;

    private final List<AnyNeedle> required;
    private NeedleScan scan;
    private int sampled;
    private long seen;
    private long skipped;
    private long taken;
    private long pause;

    NeedleSearch(List<AnyNeedle> required) {
        this.required = required;
    }

    /**
     * The first place at or behind {@code from} where a wanted line may have a needle; {@code to} if there is none, so that
     * no line which ends by then is kept. A line that goes on behind {@code to} is to be looked at again from its beginning.
     *
     * @param buffer in the heap or outside of it; its position is no matter
     */
    public int find(ByteBuffer buffer, int from, int to) {
        if (required.isEmpty() || pause > 0) {
            return from;
        }
        int sample = seen < FIRST_BYTES ? FIRST_SAMPLE_BYTES : SAMPLE_BYTES;
        if (sampled < sample && to - from >= 2 * sampled) {
            choose(buffer, from, Math.min(to, from + sample));
        }
        return scan.find(buffer, from, to);
    }

    /**
     * Is told what became of a find.
     *
     * @param bytes of lines that were passed over
     * @param line bytes of the line that was taken; 0 if there was none
     */
    public void passed(int bytes, int line) {
        if (pause > 0) {
            pause -= line;
            return;
        }
        seen += bytes + line;
        skipped += bytes;
        taken += line;
        if (skipped + taken >= TRIAL_BYTES) {
            pause = taken > skipped ? PAUSE_BYTES : 0;
            skipped = 0;
            taken = 0;
        }
    }

    private void choose(ByteBuffer buffer, int from, int to) {
        sampled = Math.max(to - from, 1);
        byte[] lines = new byte[to - from];
        buffer.get(from, lines);
        Sample sample = new Sample(lines);
        scan = required.stream()
                .map(any -> new NeedleScan(any, sample))
                .min(Comparator.comparingInt(sample::count))
                .orElseThrow();
    }
}
