package weir.lake.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ClassArchiveTest {

    @TempDir
    private Path folder;

    private Path archive;

    @BeforeEach
    void make() throws IOException {
        archive = Files.writeString(folder.resolve("classes-1-2.jsa"), "damaged");
    }

    @Test
    void goesIfJavaCouldNotStartFromIt() {
        ClassArchive.removeUnlessUsed(archive.toString(), () -> false);
        ClassArchive.removeUnlessUsed(archive.toString(), () -> false); // another process was first

        assertThat(archive).doesNotExist();
    }

    @Test
    void staysWhereItWasUsedOrNobodyWasToldOfIt() {
        ClassArchive.removeUnlessUsed(archive.toString(), () -> true);
        ClassArchive.removeUnlessUsed(null, () -> false);

        assertThat(archive).exists();
    }
}
