package weir.lake.archive;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.StreamSpec;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;

/**
 * Makes the indexes of a stream's segments again that are missing, damaged, of other frames, or made for what the stream
 * does not ask for any more. It remembers which ones are sound and looks at each of them once, unless it goes away. For one
 * thread at a time.
 */
public final class SegmentIndexing {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentIndexing.class);

    private final LakeFiles files;
    private final StreamSpec spec;
    private final Archive archive;
    private final Set<Segment> sound = new HashSet<>();

    public SegmentIndexing(LakeFiles files, StreamSpec spec) {
        this.files = files;
        this.spec = spec;
        this.archive = new Archive(files, spec.name());
    }

    /**
     * Looks at the indexes, and makes those again that are not sound. A segment that cannot be read keeps what it has.
     *
     * @param stopping ends it before the next segment
     * @return how many it made
     * @throws IOException if one cannot be written
     */
    public int run(BooleanSupplier stopping) throws IOException {
        int made = 0;
        sound.retainAll(archive.indexed());
        for (Segment segment : archive.segments()) {
            if (!sound.contains(segment) && !stopping.getAsBoolean()) {
                try {
                    made += makeSound(segment);
                    sound.add(segment);
                } catch (CorruptLakeException e) {
                    LOG.warn("Left without an index stream={} reason={}", spec.name(), e.getMessage());
                }
            }
        }
        return made;
    }

    private int makeSound(Segment segment) throws IOException {
        SegmentFooter footer = archive.footer(segment);
        try {
            SegmentIndexFile.requireFor(files, footer, spec);
            return 0;
        } catch (CorruptLakeException e) {
            LOG.info("Making an index again stream={} reason={}", spec.name(), e.getMessage());
        }
        SegmentIndexWriter.publish(files, footer, spec);
        return 1;
    }
}
