package weir.bench.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import weir.bench.data.Layout;
import weir.bench.data.TweetLakes;
import weir.bench.peer.Compaction;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.files.LakeFiles;

/**
 * The lake after its compaction: everything in the archive and the table, nothing in the raw zone.
 *
 * @param root where it is
 */
record ArchivedLake(Path root) {

    static ArchivedLake of(Bench bench) throws Exception {
        TweetLakes data = bench.data();
        Path raw = data.lake(Layout.MICROBATCHES);
        return new ArchivedLake(data.lake("archived-with-index", place -> {
            Path copy = data.freshCopy(raw, "archiving");
            Compaction.compact(data.configuration(copy), bench::spark);
            Files.move(copy, place);
        }));
    }

    /** The files of lines, oldest first. */
    List<String> segments() throws IOException {
        LakeFiles files = LakeFiles.of(root.toString());
        Stream<Segment> segments = new Archive(files, TweetLakes.STREAM).segments().stream();
        return segments.map(segment -> root.resolve(segment.path()).toString()).toList();
    }
}
