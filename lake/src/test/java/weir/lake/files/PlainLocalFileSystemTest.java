package weir.lake.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PlainLocalFileSystemTest {

    @TempDir
    private java.nio.file.Path root;

    @Test
    void givesTheSamePermissionsAsHadoopsOwn() throws IOException {
        assertThat(permissions(new PlainLocalFileSystem(), "plain"))
                .isEqualTo(permissions(new LocalFileSystem(), "own"))
                .containsExactly("rwxr-x---", "rw-r-----", "rw-r-----", "r--------", "rwxrwxrwt");
    }

    private List<String> permissions(FileSystem fileSystem, String name) throws IOException {
        Configuration settings = new Configuration(false);
        settings.set("fs.permissions.umask-mode", "027");
        fileSystem.initialize(URI.create("file:///"), settings);
        Path folder = new Path(root.resolve(name).toUri());
        fileSystem.mkdirs(folder);
        fileSystem.create(new Path(folder, "file")).close();
        Path closed = new Path(folder, "closed");
        fileSystem.create(closed).close();
        fileSystem.setPermission(closed, new FsPermission((short) 0400));
        Path open = new Path(folder, "open");
        fileSystem.mkdirs(open);
        fileSystem.setPermission(open, new FsPermission((short) 01777));
        List<String> found = new ArrayList<>();
        for (String path : List.of("", "file", ".file.crc", "closed")) {
            found.add(PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(root.resolve(name).resolve(path))));
        }
        found.add(fileSystem.getFileStatus(open).getPermission().toString());
        return found;
    }
}
