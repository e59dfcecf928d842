package weir.ingest.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

import weir.lake.config.FilesSourceConfig;
import weir.lake.files.OwnFolders;

/** The folder, or the pattern, that a source looks into. Holds no state. */
final class Folder {

    private final FilesSourceConfig source;
    private final Configuration hadoop;
    private final OwnFolders own;

    /** @param own what is never looked into */
    Folder(FilesSourceConfig source, Configuration hadoop, OwnFolders own) {
        this.source = source;
        this.hadoop = hadoop;
        this.own = own;
    }

    /**
     * Looks. A folder below that cannot be looked into keeps nobody from the others.
     *
     * @throws FileNotFoundException if there is no such folder
     */
    Listing list() throws IOException {
        Path path = path(source.path());
        VisibleFiles visible = new VisibleFiles(path.getFileSystem(hadoop), own);
        List<FileStatus> found = new ArrayList<>();
        Set<String> entered = new HashSet<>();
        boolean pattern = source.isPattern() && !visible.exists(path);
        Path base = visible.makeQualified(pattern ? path(source.base()) : path);
        FileStatus top = visible.getFileStatus(base);
        if (pattern) {
            for (String one : GlobExpander.expand(source.path())) {
                for (FileStatus match :
                        matches(visible, top, one.substring(source.base().length()))) {
                    addMatch(visible, match, found, entered);
                }
            }
        } else {
            add(visible, top, found, entered);
        }
        return new Listing(chosen(base, found), visible.told(), visible.isWhole());
    }

    /** A path without a scheme is one of the local disk, whatever file system Hadoop prefers. */
    private static Path path(String place) {
        return place.startsWith("/") ? new Path("file", null, place) : new Path(place);
    }

    /** What Hadoop's own search would find, which ends in an error at a name with a colon; and the markers beside it. */
    private List<FileStatus> matches(VisibleFiles visible, FileStatus top, String pattern) throws IOException {
        List<FileStatus> level = List.of(top);
        for (String name : pattern.split("/", -1)) {
            GlobFilter filter = new GlobFilter(name);
            List<FileStatus> next = new ArrayList<>();
            for (FileStatus folder : level) {
                for (FileStatus below : listed(visible, folder)) {
                    if (filter.accept(below.getPath()) || isMarker(below, filter)) {
                        next.add(below);
                    }
                }
            }
            level = next;
        }
        return level;
    }

    private boolean isMarker(FileStatus status, GlobFilter filter) {
        String name = status.getPath().getName();
        return status.isFile()
                && source.marker()
                        .filter(marker -> name.endsWith(marker) && name.length() > marker.length())
                        .filter(marker ->
                                filter.accept(new Path(null, null, name.substring(0, name.length() - marker.length()))))
                        .isPresent();
    }

    private static FileStatus[] listed(VisibleFiles visible, FileStatus folder) throws IOException {
        try {
            return folder.isDirectory() ? visible.listStatus(folder.getPath()) : new FileStatus[0];
        } catch (FileNotFoundException e) { // removed since it was listed
            return new FileStatus[0];
        }
    }

    private void addMatch(VisibleFiles visible, FileStatus match, List<FileStatus> found, Set<String> entered)
            throws IOException {
        if (match.isFile()) {
            found.add(match);
        } else {
            add(visible, match, found, entered);
        }
    }

    private void add(VisibleFiles visible, FileStatus folder, List<FileStatus> found, Set<String> entered)
            throws IOException {
        if (!entered.add(visible.real(folder.getPath()))) {
            return; // a link has led here once more
        }
        for (FileStatus status : listed(visible, folder)) {
            if (status.isFile()) {
                found.add(status);
            } else if (source.recursive() && !VisibleFiles.isHidden(status.getPath())) {
                add(visible, status, found, entered);
            }
        }
    }

    private List<SeenFile> chosen(Path base, List<FileStatus> found) {
        Map<Path, FileStatus> present = new HashMap<>();
        found.forEach(status -> present.put(status.getPath(), status));
        return present.values().stream()
                .filter(status -> !VisibleFiles.isHidden(status.getPath()) && !ignored(status.getPath()))
                .filter(status -> source.marker().isEmpty() || present.containsKey(marker(status)))
                .map(status -> seen(base, status, present))
                .sorted(Comparator.comparing(SeenFile::name))
                .toList();
    }

    private boolean ignored(Path path) {
        String name = path.getName().toLowerCase(Locale.ROOT);
        return source.ignore().stream().anyMatch(ending -> name.endsWith(ending.toLowerCase(Locale.ROOT)))
                || source.marker().map(path.getName()::endsWith).orElse(false);
    }

    private Path marker(FileStatus file) {
        Path path = file.getPath();
        return new Path(
                path.getParent(),
                new Path(null, null, path.getName() + source.marker().orElseThrow()));
    }

    /** A marker that is older than the file may be that of another file of this name. */
    private SeenFile seen(Path base, FileStatus file, Map<Path, FileStatus> present) {
        boolean complete = source.marker().isPresent()
                && present.get(marker(file)).getModificationTime() >= file.getModificationTime();
        return new SeenFile(
                name(base, file.getPath()),
                file.getPath().toUri().toString(),
                file.getLen(),
                file.getModificationTime(),
                complete);
    }

    private static String name(Path base, Path file) {
        String below = base.toUri().getPath();
        String whole = file.toUri().getPath();
        String start = below.endsWith("/") ? below : below + "/";
        return whole.startsWith(start) ? whole.substring(start.length()) : whole;
    }
}
