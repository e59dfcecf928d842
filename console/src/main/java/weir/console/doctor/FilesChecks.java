package weir.console.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import weir.lake.config.FilesSourceConfig;

/** A folder of files: whether it is there and may be read, as far as it is on a local disk. */
final class FilesChecks implements SourceChecks {

    private final FilesSourceConfig source;

    FilesChecks(FilesSourceConfig source) {
        this.source = source;
    }

    @Override
    public boolean spools() {
        return false;
    }

    @Override
    public List<Finding> look(String stream) {
        String what = stream + ", folder";
        if (source.isPattern() || !source.path().startsWith("/")) {
            return List.of(Finding.ok(what, source.path() + "; only bin/ingest looks into it"));
        }
        Path folder = Path.of(source.path());
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.warn(
                    what,
                    folder + " is not there",
                    "Create it, or correct path of the source; bin/ingest waits for it."));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return List.of(Finding.ok(what, folder + " has " + files.count() + " entries"));
        } catch (IOException e) {
            return List.of(Finding.fail(what, folder + " cannot be read: " + e, "Let the user of bin/ingest read it."));
        }
    }
}
