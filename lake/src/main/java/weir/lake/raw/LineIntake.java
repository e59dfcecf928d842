package weir.lake.raw;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;

/**
 * Brings lines that no source has sent just now into the raw zone of a stream.
 *
 * @param files the lake
 * @param spec the stream
 * @param capture which of the lines are written
 * @param writer name and version of what writes them
 */
public record LineIntake(LakeFiles files, StreamSpec spec, Capture capture, String writer) {

    /** The name of the lock to hold while a microbatch is uncommitted: a starting ingest leaves its folder alone then. */
    public static String lockOf(String stream) {
        return "import-" + stream;
    }

    /**
     * Judges and writes lines, byte for byte, as the only part of a microbatch, and commits it.
     *
     * @param position where the lines came from
     * @throws IOException if it is not committed
     */
    public Manifest commit(Microbatch microbatch, LineCursor lines, Position position) throws IOException {
        WrittenPart written;
        try (PartWriter part = new PartWriter(files, microbatch, 0, LineReader.of(spec, List.of()), capture)) {
            while (lines.next()) {
                part.take(lines.buffer(), lines.offset(), lines.length());
            }
            written = part.finish();
        }
        Manifest manifest = new Manifest(
                microbatch,
                written.parts(),
                written.counts(),
                written.firstEvent(),
                written.lastEvent(),
                Optional.of(position),
                Filter.of(spec.filter(), spec.schema()).hash(),
                List.of(),
                List.of(),
                writer);
        new RawZone(files, spec.name()).commit(manifest);
        return manifest;
    }
}
