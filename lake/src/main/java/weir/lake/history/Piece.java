package weir.lake.history;

import java.io.Serializable;
import java.util.List;

import weir.lake.archive.Frame;
import weir.lake.archive.Seal;
import weir.lake.archive.Segment;
import weir.lake.archive.Span;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;

/** A part of a stream's history that can be read alone. Immutable; carries no data. */
public sealed interface Piece extends Serializable {

    /** How many bytes of the disk it stands for. */
    long bytes();

    /** How many lines it holds, wanted or not. */
    long lines();

    /** The microbatch of its first line. */
    Microbatch first();

    /**
     * A microbatch of the raw zone.
     *
     * @param microbatch which one
     * @param parts its parts, in the order of their lines
     */
    record Raw(Microbatch microbatch, List<Part> parts) implements Piece {
        public Raw {
            parts = List.copyOf(parts);
        }

        @Override
        public long bytes() {
            long bytes = 0;
            for (Part part : parts) {
                bytes += part.bytes();
            }
            return bytes;
        }

        @Override
        public long lines() {
            return parts.stream().mapToLong(Part::lines).sum();
        }

        @Override
        public Microbatch first() {
            return microbatch;
        }
    }

    /**
     * Some frames of an archive segment.
     *
     * @param segment which one
     * @param seal what its file had when it was cut into pieces
     * @param frames the frames, in the order of the file; between them others may be left out
     * @param spans whose lines the frames hold, in their order; together they are all lines of the frames
     * @param wanted the microbatches among them that belong to the history
     */
    record Archived(Segment segment, Seal seal, List<Frame> frames, List<Span> spans, List<Microbatch> wanted)
            implements Piece {
        public Archived {
            frames = List.copyOf(frames);
            spans = List.copyOf(spans);
            wanted = List.copyOf(wanted);
        }

        @Override
        public long bytes() {
            return frames.stream().mapToLong(Frame::bytes).sum();
        }

        @Override
        public long lines() {
            return frames.stream().mapToLong(Frame::lines).sum();
        }

        @Override
        public Microbatch first() {
            return spans.get(0).microbatch();
        }
    }
}
