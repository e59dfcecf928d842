package weir.lake;

import java.io.FileNotFoundException;
import java.io.IOException;

import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;

/** Where the lake is that is read, and what belongs to it and lies elsewhere. */
public final class LakePlace {

    private LakePlace() {}

    /**
     * Opens the lake of a configuration.
     *
     * @throws FileNotFoundException if there is none
     */
    public static LakeFiles existing(WeirConfig config) throws IOException {
        LakeFiles files = LakeFiles.of(config.lake().root());
        if (!files.exists("")) {
            throw new FileNotFoundException(
                    "There is no lake at " + config.lake().root()
                            + ": check lake.root; bin/ingest creates a lake when it commits its first microbatch");
        }
        return files;
    }

    /** Where a lake's spools and alive marks are: in the lake, or in another place. */
    public static LakeFiles spools(WeirConfig config, LakeFiles lake) {
        return config.ingest().spool().root().map(LakeFiles::of).orElse(lake);
    }
}
