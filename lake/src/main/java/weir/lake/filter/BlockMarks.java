package weir.lake.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import weir.lake.bytes.Word;

/**
 * Where one of some patterns is in a block of some thousand bytes, of which all places are looked at before the first one is
 * named. For one thread.
 */
final class BlockMarks {

    /** Bytes of a block. It and its marks fit into the processor's nearest cache. */
    static final int BLOCK = 1 << 13;

    private static final int WORDS = BLOCK / Word.BYTES;

    /** How many words are left when each four are laid over each other: once, twice and thrice; and where they are. */
    private static final int QUARTER = WORDS / 4;

    private static final int SIXTEENTH = QUARTER / 4;
    private static final int LAST = SIXTEENTH / 4;
    private static final int TWICE = QUARTER;
    private static final int THRICE = TWICE + SIXTEENTH;

    private final BytePattern[] patterns;
    private final List<Step> steps = new ArrayList<>();

    /** The block, and the bytes behind it that a pattern in it may reach to. */
    private final byte[] bytes = new byte[BLOCK + Word.BYTES];

    /** How many bytes the block has, and how many are there with those behind it. */
    private int length;

    private int held;

    /** Words whose bytes have their highest bit clear where a pattern may be. */
    private final long[] marks = new long[WORDS];

    /** The marks of words that stand apart, laid over each other. */
    private final long[] folds = new long[THRICE + LAST];

    private final int[] places = new int[BLOCK];
    private int count;

    /** @param patterns at least two; all with the same distances */
    BlockMarks(List<BytePattern> patterns) {
        this.patterns = patterns.toArray(BytePattern[]::new);
        patterns.stream()
                .sorted(Comparator.comparing(BytePattern::brief).reversed()) // what is added to marks takes longer
                .forEach(pattern -> steps.add(step(pattern)));
        steps.add(new Fold(folds));
    }

    private Step step(BytePattern pattern) {
        PatternWords words = PatternWords.of(pattern);
        int near = pattern.distances().near();
        int far = pattern.distances().far();
        if (pattern.brief()) {
            return steps.isEmpty() ? new FirstBrief(words, near) : new Brief(words, near);
        }
        return steps.isEmpty() ? new First(words, near, far) : new Another(words, near, far);
    }

    /**
     * Takes a block.
     *
     * @param at where it begins in a buffer, which has all the bytes that the looked for ones of a pattern in it reach to
     * @param bytesOfBlock at most {@link #BLOCK}
     */
    void take(ByteBuffer buffer, int at, int bytesOfBlock) {
        length = bytesOfBlock;
        held = Math.min(bytes.length, buffer.limit() - at);
        buffer.get(at, bytes, 0, held);
        int words = (length + Word.BYTES - 1) / Word.BYTES;
        Arrays.fill(marks, words, WORDS, -1);
        for (Step step : steps) {
            step.over(bytes, marks, words);
        }
        takePlaces();
    }

    /** At how many places in the block a pattern is, or may be if it is not whole in the buffer. */
    int count() {
        return count;
    }

    /** The n-th place, from 0, in order. */
    int place(int n) {
        return places[n];
    }

    /**
     * A loop over a block of which the compiler makes vector instructions, which take a fraction of the time: it has no branch,
     * and adds only to places in the bytes what the compiler does not know. Of a loop among others it makes none; but steps
     * of three kinds and more, as there always are, it leaves each by itself.
     */
    private interface Step {
        void over(byte[] bytes, long[] marks, int words);
    }

    /** Marks where a pattern may be. */
    private record First(PatternWords pattern, int near, int far) implements Step {
        @Override
        public void over(byte[] bytes, long[] marks, int words) {
            for (int i = 0; i < words; i++) {
                marks[i] = pattern.missed(
                        Word.at(bytes, i * Word.BYTES),
                        Word.at(bytes, i * Word.BYTES + near),
                        Word.at(bytes, i * Word.BYTES + far));
            }
        }
    }

    /** The same of a brief one. */
    private record FirstBrief(PatternWords pattern, int near) implements Step {
        @Override
        public void over(byte[] bytes, long[] marks, int words) {
            for (int i = 0; i < words; i++) {
                marks[i] = pattern.missedBriefly(Word.at(bytes, i * Word.BYTES), Word.at(bytes, i * Word.BYTES + near));
            }
        }
    }

    /** Marks where another one may be. */
    private record Another(PatternWords pattern, int near, int far) implements Step {
        @Override
        public void over(byte[] bytes, long[] marks, int words) {
            for (int i = 0; i < words; i++) {
                marks[i] &= pattern.missed(
                        Word.at(bytes, i * Word.BYTES),
                        Word.at(bytes, i * Word.BYTES + near),
                        Word.at(bytes, i * Word.BYTES + far));
            }
        }
    }

    /** The same of a brief one. */
    private record Brief(PatternWords pattern, int near) implements Step {
        @Override
        public void over(byte[] bytes, long[] marks, int words) {
            for (int i = 0; i < words; i++) {
                marks[i] &=
                        pattern.missedBriefly(Word.at(bytes, i * Word.BYTES), Word.at(bytes, i * Word.BYTES + near));
            }
        }
    }

    /** Lays the marks of each four words that stand apart over each other; those of the words that this gives again, and theirs. */
    private static final class Fold implements Step {

        private final long[] folds;

        Fold(long[] folds) {
            this.folds = folds;
        }

        @Override
        public void over(byte[] bytes, long[] marks, int words) {
            for (int i = 0; i < QUARTER; i++) {
                folds[i] = marks[i] & marks[i + QUARTER] & marks[i + 2 * QUARTER] & marks[i + 3 * QUARTER];
            }
            for (int i = 0; i < SIXTEENTH; i++) {
                folds[i + TWICE] =
                        folds[i] & folds[i + SIXTEENTH] & folds[i + 2 * SIXTEENTH] & folds[i + 3 * SIXTEENTH];
            }
            for (int i = 0; i < LAST; i++) {
                folds[i + THRICE] = folds[i + TWICE]
                        & folds[i + TWICE + LAST]
                        & folds[i + TWICE + 2 * LAST]
                        & folds[i + TWICE + 3 * LAST];
            }
        }
    }

    /**
     * Takes the marked places, without those where there are only some of the bytes of a pattern. Goes from words that are laid
     * over each other to those they are of: to ask each word in turn takes a processor longer, since it cannot foresee the answer.
     */
    private void takePlaces() {
        count = 0;
        int folded = 0;
        for (int i = 0; i < LAST; i++) {
            folded |= marked(folds[i + THRICE]) << i;
        }
        for (int left = folded; left != 0; left &= left - 1) {
            takeFolded(Integer.numberOfTrailingZeros(left));
        }
        if (count > 1) {
            Arrays.sort(places, 0, count);
        }
    }

    private void takeFolded(int at) {
        for (int left = marked(folds, at + TWICE, LAST); left != 0; left &= left - 1) {
            int twice = at + Integer.numberOfTrailingZeros(left) * LAST;
            for (int of = marked(folds, twice, SIXTEENTH); of != 0; of &= of - 1) {
                int once = twice + Integer.numberOfTrailingZeros(of) * SIXTEENTH;
                for (int words = marked(marks, once, QUARTER); words != 0; words &= words - 1) {
                    takeWord(once + Integer.numberOfTrailingZeros(words) * QUARTER);
                }
            }
        }
    }

    private void takeWord(int word) {
        for (long left = ~marks[word] & Word.HIGH_BITS; left != 0; left &= left - 1) {
            int at = word * Word.BYTES + Word.bytesBefore(left);
            if (at < length && isAny(at)) {
                places[count++] = at;
            }
        }
    }

    /** Which of four words have a mark, the first one's bit lowest. */
    private static int marked(long[] words, int first, int apart) {
        return marked(words[first])
                | marked(words[first + apart]) << 1
                | marked(words[first + 2 * apart]) << 2
                | marked(words[first + 3 * apart]) << 3;
    }

    /** 1 if a word has a mark, else 0; without a branch. */
    private static int marked(long word) {
        long marks = ~word & Word.HIGH_BITS;
        return (int) ((marks | -marks) >>> (Long.SIZE - 1));
    }

    private boolean isAny(int at) {
        if (at + Word.BYTES > held) {
            return true; // who has asked looks closer
        }
        long word = Word.at(bytes, at);
        for (BytePattern pattern : patterns) {
            if (pattern.is(word)) {
                return true;
            }
        }
        return false;
    }
}
