package weir.lake.history;

import java.util.List;

/**
 * What must be read to find some lines.
 *
 * @param pieces what may hold one, by the time of the first microbatch
 * @param excludedLines lines of the same microbatches in frames that hold none, as an index says
 */
public record Selection(List<Piece> pieces, long excludedLines) {

    public Selection {
        pieces = List.copyOf(pieces);
    }

    /** Its first pieces. */
    public Selection first(int count) {
        return new Selection(pieces.subList(0, count), 0);
    }

    /** The pieces behind its first ones. */
    public Selection from(int count) {
        return new Selection(pieces.subList(count, pieces.size()), excludedLines);
    }

    /** How many lines were captured that could be wanted, without what indexes say. */
    public long capturedLines() {
        return pieces.stream().mapToLong(Piece::lines).sum() + excludedLines;
    }

    /** Bytes of the disk to read. */
    public long bytes() {
        return pieces.stream().mapToLong(Piece::bytes).sum();
    }
}
