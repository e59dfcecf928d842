package weir.lake.filter;

import java.util.List;

import weir.lake.bytes.Word;

/** Finds places where one of some patterns stands, eight places at a time. Immutable and safe for threads. */
final class PatternScan {

    private final BytePattern[] patterns;
    private final PatternWords[] wanted;
    private final int near;
    private final int far;

    /** @param patterns at least one; all with the same distances */
    PatternScan(List<BytePattern> patterns) {
        this.patterns = patterns.toArray(BytePattern[]::new);
        this.near = patterns.get(0).distances().near();
        this.far = patterns.get(0).distances().far();
        this.wanted = patterns.stream().map(PatternWords::of).toArray(PatternWords[]::new);
    }

    /**
     * The first place at or behind {@code from} where a pattern stands as a whole before {@code to}, or {@code to}. May name a
     * place where only the bytes do that are looked for, or not even these, but leaves none out.
     */
    int find(byte[] buffer, int from, int to) {
        int wide = to - Word.BYTES - far;
        int at = from;
        for (; at <= wide; at += Word.BYTES) {
            long here = Word.at(buffer, at);
            long second = Word.at(buffer, at + near);
            long third = Word.at(buffer, at + far);
            long missed = -1;
            for (PatternWords one : wanted) {
                missed &= one.missed(here, second, third);
            }
            long found = ~missed & Word.HIGH_BITS;
            if (found != 0) {
                return at + Word.bytesBefore(found);
            }
        }
        for (; at + near < to; at++) {
            if (mayBeAt(buffer, at, to)) {
                return at;
            }
        }
        return to;
    }

    private boolean mayBeAt(byte[] buffer, int at, int to) {
        for (BytePattern pattern : patterns) {
            if (pattern.mayBeAt(buffer, at, to)) {
                return true;
            }
        }
        return false;
    }
}
