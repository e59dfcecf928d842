package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;

/** Publishes the index of a segment, as much of it as there is room for. */
final class SegmentIndexWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentIndexWriter.class);

    private static final int PERCENT_OF_SEGMENT = 3;

    /** A file takes a block of the disk however short it is. */
    private static final long BLOCK_BYTES = 4096;

    private SegmentIndexWriter() {}

    /** Publishes the index of a segment, all of which is read for it. */
    static void publish(LakeFiles files, SegmentFooter footer, StreamSpec spec) throws IOException {
        List<SegmentIndex.FrameEntry> entries = new ArrayList<>();
        List<List<Span>> spans = footer.spans();
        FrameIndexer indexer = new FrameIndexer(spec);
        try (FrameReader reader = new FrameReader(files, footer.segment().path())) {
            for (int i = 0; i < spans.size(); i++) {
                byte[] lines = reader.read(footer.frames().get(i));
                entries.add(indexer.entry(lines, lines.length, spans.get(i)));
            }
        }
        publish(files, footer, SegmentIndex.of(footer, spec, entries));
    }

    /**
     * Publishes an index. If it is longer than 3 % of the segment, and than a block of the disk, it goes without the columns
     * that need the most room.
     */
    static void publish(LakeFiles files, SegmentFooter footer, SegmentIndex whole) throws IOException {
        long most = Math.max(BLOCK_BYTES, footer.bytes() * PERCENT_OF_SEGMENT / 100);
        SegmentIndex index = whole;
        byte[] bytes = SegmentIndexFile.bytes(footer.segment(), index);
        while (bytes.length > most && index.hasFilters()) {
            index = index.withoutLargest();
            bytes = SegmentIndexFile.bytes(footer.segment(), index);
        }
        if (!index.leftOut().isEmpty()) {
            LOG.warn(
                    "Left out of an index, which would be more than {} % of its segment: stream={} segment={} columns={}",
                    PERCENT_OF_SEGMENT,
                    footer.segment().stream(),
                    footer.segment().name(),
                    index.leftOut());
        }
        files.publish(footer.segment().indexPath(), bytes);
    }
}
