package weir.lake.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file with credentials: only its owner may read or change it. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private PrivateFile() {}

    /**
     * Refuses a file that is not there or that others may read or change.
     *
     * @param kind what it is, such as {@code credentials file}
     * @throws ConfigException saying what to do
     */
    static void check(Path file, String kind) {
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new ConfigException("Cannot read the %s %s: %s"
                    .formatted(kind, file, Files.exists(file) ? "it is no readable file" : "there is no such file"));
        }
        Set<PosixFilePermission> permissions = permissions(file, kind);
        if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
            throw new ConfigException("Cannot use the %s %s: others may read or change it (%s); run: chmod 600 %s"
                    .formatted(kind, file, PosixFilePermissions.toString(permissions), file));
        }
    }

    private static Set<PosixFilePermission> permissions(Path file, String kind) {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot see who may read the " + kind + " " + file, e);
        }
    }
}
