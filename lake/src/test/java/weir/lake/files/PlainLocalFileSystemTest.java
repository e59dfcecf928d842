package weir.lake.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlainLocalFileSystemTest {

    @TempDir
    private java.nio.file.Path root;

    @Test
    void givesTheSamePermissionsAsHadoopsOwn() throws IOException {
        assertThat(permissions(new PlainLocalFileSystem(), "plain"))
                .isEqualTo(permissions(new LocalFileSystem(), "own"))
                .containsExactly("rwxr-x---", "rw-r-----", "rw-r-----", "r--------", "rwxrwxrwt");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysByAnExceptionThatTheDiskIsFull() throws IOException {
        LocalFileSystem fileSystem = new PlainLocalFileSystem();
        fileSystem.initialize(URI.create("file:///"), new Configuration(false));
        FSDataOutputStream out = fileSystem.getRaw().append(new Path("/dev/full"));
        out.write('a');

        assertThatThrownBy(out::hsync)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write /dev/full: ");
        assertThatThrownBy(out::close).isInstanceOf(IOException.class);
    }

    @Test
    void syncsAsHadoopsOwn() throws IOException {
        LocalFileSystem fileSystem = new PlainLocalFileSystem();
        fileSystem.initialize(URI.create("file:///"), new Configuration(false));
        Path file = new Path(root.resolve("file").toUri());
        try (FSDataOutputStream out = fileSystem.getRaw().create(file)) {
            assertThat(out.hasCapability(StreamCapabilities.HSYNC)).isTrue();
            out.write('a');
            out.hsync();
            assertThat(root.resolve("file")).hasSize(1);
            out.write('b');
            out.hflush();
            assertThat(root.resolve("file")).hasSize(2);
        }
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
