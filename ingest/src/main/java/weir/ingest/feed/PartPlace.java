package weir.ingest.feed;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.raw.Capture;
import weir.lake.raw.Microbatch;
import weir.lake.raw.PartWriter;

/**
 * Where and how the parts of a microbatch are written; travels to executors.
 *
 * @param lakeRoot the lake
 * @param hadoop settings of its file system
 * @param microbatch what is written
 * @param spec how lines are judged
 * @param capture which lines are written
 */
public record PartPlace(String lakeRoot, HadoopSettings hadoop, Microbatch microbatch, StreamSpec spec, Capture capture)
        implements Serializable {

    /** Begins the n-th part, from 0, replacing what an earlier attempt has left. */
    public PartWriter part(int number) {
        LakeFiles files = LakeFiles.of(lakeRoot, hadoop.value());
        return new PartWriter(files, microbatch, number, LineReader.of(spec, List.of()), capture);
    }

    /** Removes what an attempt at the n-th part has left. */
    public void discard(int number) throws IOException {
        LakeFiles.of(lakeRoot, hadoop.value()).delete(microbatch.path(Microbatch.partName(number)));
    }
}
