package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.PartContent;
import weir.lake.raw.RawZone;

/**
 * What waits for compaction: the committed microbatches whose files are what their manifests say.
 *
 * @param sound their manifests, oldest first
 * @param problems what is wrong with the others, which stay where they are
 */
record Waiting(List<Manifest> sound, List<String> problems) {

    Waiting {
        sound = List.copyOf(sound);
        problems = List.copyOf(problems);
    }

    /**
     * Looks at the raw zone, oldest microbatches first, until enough is found for one plan.
     *
     * @param limits how much a plan takes
     */
    static Waiting in(LakeFiles files, RawZone raw, Planner limits) throws IOException {
        List<Manifest> sound = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long bytes = 0;
        for (Microbatch microbatch : raw.committed()) {
            if (sound.size() == limits.maxMicrobatches() || bytes > limits.maxBytes()) {
                break;
            }
            try {
                Manifest manifest = raw.manifest(microbatch);
                for (Part part : manifest.parts()) {
                    require(files, microbatch, part);
                }
                sound.add(manifest);
                bytes += manifest.bytes();
            } catch (CorruptLakeException e) {
                problems.add(e.getMessage());
            }
        }
        return new Waiting(sound, problems);
    }

    private static void require(LakeFiles files, Microbatch microbatch, Part part) throws IOException {
        String path = microbatch.path(part.name());
        PartContent found;
        try {
            found = PartContent.read(files, path, bytes -> {});
        } catch (FileNotFoundException e) {
            throw new CorruptLakeException(
                    "Cannot compact " + files.uri(path)
                            + ": its manifest names it, but there is no such file. Restore it.",
                    e);
        }
        if (found.lines() != part.lines() || !found.sha256().equals(part.sha256())) {
            throw new CorruptLakeException("Cannot compact " + files.uri(path) + ": its manifest says " + part.lines()
                    + " lines with SHA-256 " + part.sha256() + ", the file has " + found.lines() + " with "
                    + found.sha256() + ". Restore the file, or correct the manifest if the file is right.");
        }
        if (!found.isOf(part)) {
            throw new CorruptLakeException("Cannot compact " + files.uri(path) + ": its manifest says " + part.bytes()
                    + " bytes, the file has " + found.bytes()
                    + ", though the SHA-256 fits. Correct the manifest.");
        }
    }
}
