package weir.lake.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folders that are Weir's own, lake and spools: whatever lies in them is no input. On a local disk, places are compared
 * as what they really are, whatever links lead there.
 */
public final class OwnFolders {

    private static final String LOCAL = "file:";

    private final List<String> places = new ArrayList<>();

    private OwnFolders() {}

    /**
     * The own folders of a configuration. Opens nothing.
     *
     * @param lakeRoot the lake
     * @param spoolRoot below which the spools lie, if not in the lake
     */
    public static OwnFolders of(String lakeRoot, Optional<String> spoolRoot) {
        OwnFolders own = new OwnFolders();
        own.places.add(real(lakeRoot));
        spoolRoot.ifPresent(root -> own.places.add(real(root + "/state")));
        return own;
    }

    /** The own folder that a place is, or lies in. */
    public Optional<String> around(String place) {
        String real = real(place);
        return places.stream().filter(own -> isIn(real, own)).findFirst();
    }

    /** An own folder that lies below a place. */
    public Optional<String> below(String place) {
        String real = real(place);
        return places.stream().filter(own -> isIn(own, real)).findFirst();
    }

    private static boolean isIn(String place, String folder) {
        return place.equals(folder) || place.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    /** A place as it may be compared: a local path without links, or a URI. */
    private static String real(String place) {
        if (place.startsWith("/")) {
            return LOCAL + real(Path.of(place));
        }
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(place);
        String scheme = path.toUri().getScheme();
        boolean local = scheme == null || scheme.equals("file");
        return local ? LOCAL + real(LocalDisk.path(path)) : path.toString();
    }

    private static Path real(Path place) {
        Path path = place.toAbsolutePath().normalize();
        for (Path above = path; above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                try {
                    return above.toRealPath().resolve(above.relativize(path));
                } catch (IOException e) {
                    return path; // what cannot be looked at is taken by its name
                }
            }
        }
        return path;
    }
}
