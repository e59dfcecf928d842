package weir.ingest.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

import weir.lake.config.FilesSourceConfig;

/** The folder, or the pattern, that a source looks into. Holds no state. */
final class Folder {

    private static final String PATTERN = ".*[*?\\[{].*";

    private final FilesSourceConfig source;
    private final Configuration hadoop;

    Folder(FilesSourceConfig source, Configuration hadoop) {
        this.source = source;
        this.hadoop = hadoop;
    }

    /**
     * The files that may be taken as soon as they are settled, by name.
     *
     * @throws FileNotFoundException if there is no such folder
     */
    List<SeenFile> files() throws IOException {
        Path path = new Path(source.path());
        FileSystem fileSystem = path.getFileSystem(hadoop);
        Path base = fileSystem.makeQualified(base(path));
        List<FileStatus> found = new ArrayList<>();
        if (source.path().matches(PATTERN)) {
            FileStatus[] matches = fileSystem.globStatus(path);
            for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
                if (match.isFile()) {
                    found.add(match);
                } else {
                    add(fileSystem, match.getPath(), found);
                }
            }
        } else {
            add(fileSystem, path, found);
        }
        return chosen(base, found);
    }

    private void add(FileSystem fileSystem, Path folder, List<FileStatus> found) throws IOException {
        for (FileStatus status : fileSystem.listStatus(folder)) {
            if (status.isFile()) {
                found.add(status);
            } else if (source.recursive() && !hidden(status.getPath())) {
                add(fileSystem, status.getPath(), found);
            }
        }
    }

    private List<SeenFile> chosen(Path base, List<FileStatus> found) {
        Set<Path> present = new HashSet<>();
        found.forEach(status -> present.add(status.getPath()));
        return found.stream()
                .filter(status -> !hidden(status.getPath()) && !ignored(status.getPath()) && complete(status, present))
                .map(status -> new SeenFile(
                        name(base, status.getPath()),
                        status.getPath().toUri().toString(),
                        status.getLen(),
                        status.getModificationTime()))
                .sorted(Comparator.comparing(SeenFile::name))
                .toList();
    }

    private static boolean hidden(Path path) {
        return path.getName().startsWith(".") || path.getName().startsWith("_");
    }

    private boolean ignored(Path path) {
        String name = path.getName().toLowerCase(Locale.ROOT);
        return source.ignore().stream().anyMatch(ending -> name.endsWith(ending.toLowerCase(Locale.ROOT)))
                || source.marker().map(path.getName()::endsWith).orElse(false);
    }

    private boolean complete(FileStatus status, Set<Path> present) {
        return source.marker()
                .map(marker -> present.contains(status.getPath().suffix(marker)))
                .orElse(true);
    }

    private static String name(Path base, Path file) {
        String below = base.toUri().getPath();
        String whole = file.toUri().getPath();
        return whole.startsWith(below + "/") ? whole.substring(below.length() + 1) : whole;
    }

    /** The folder above the first name with a pattern. */
    private static Path base(Path path) {
        Path base = path;
        for (Path above = path; above != null; above = above.getParent()) {
            if (above.getName().matches(PATTERN)) {
                base = above.getParent();
            }
        }
        return base;
    }
}
