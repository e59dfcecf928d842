package weir.lake.history;

import java.io.Serializable;

import weir.lake.raw.Microbatch;

/**
 * The lines of one microbatch within a piece of history.
 *
 * @param microbatch whose lines they are
 * @param lines how many
 */
public record Span(Microbatch microbatch, long lines) implements Serializable {}
