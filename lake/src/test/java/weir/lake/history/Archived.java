package weir.lake.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import weir.lake.Lines;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentFooter;
import weir.lake.archive.SegmentWriter;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/** What the tests of history share: segments, and lines read back with where they came from. */
public final class Archived {

    private Archived() {}

    /**
     * A line with its origin.
     *
     * @param microbatch where it was captured
     * @param number its number there
     * @param text its bytes as Latin-1
     */
    record Found(Microbatch microbatch, long number, String text) {}

    /** Archives microbatches of {@link Lines#events} as the segment of a plan; the raw zone keeps them. */
    public static SegmentFooter segment(LakeFiles files, List<Manifest> manifests, long plan) throws IOException {
        Microbatch first = manifests.get(0).microbatch();
        Microbatch last = manifests.get(manifests.size() - 1).microbatch();
        Segment segment = new Segment(first.stream(), first.date(), first.timeMillis(), last.timeMillis(), plan);
        try (SegmentWriter writer = new SegmentWriter(files, segment, Lines.events("true"))) {
            for (Manifest manifest : manifests) {
                writer.append(manifest);
            }
            return writer.finish();
        }
    }

    static List<Found> read(History history, List<Piece> pieces) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Piece piece : pieces) {
            try (HistoryCursor cursor = history.open(piece)) {
                while (cursor.next()) {
                    found.add(current(cursor));
                }
            }
        }
        return found;
    }

    static Found current(HistoryCursor cursor) throws IOException {
        String text = new String(cursor.buffer(), cursor.offset(), cursor.length(), StandardCharsets.ISO_8859_1);
        return new Found(cursor.microbatch(), cursor.line(), text);
    }
}
