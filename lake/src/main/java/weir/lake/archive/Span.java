package weir.lake.archive;

import java.io.Serializable;

import weir.lake.raw.Microbatch;

/**
 * Lines of one microbatch that follow one another.
 *
 * @param microbatch whose lines they are
 * @param first the number of the first one in its microbatch, from 0
 * @param lines how many
 */
public record Span(Microbatch microbatch, long first, long lines) implements Serializable {

    /** Whether another span goes on where this one ends. */
    public boolean isContinuedBy(Span other) {
        return microbatch.equals(other.microbatch) && other.first == first + lines;
    }

    /** This span and the one that goes on where it ends. */
    public Span and(Span other) {
        return new Span(microbatch, first, lines + other.lines);
    }
}
