package weir.lake.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command makes for its user: it is there when it is whole, and not before. */
public final class WholeFile {

    private static final int BUFFER_BYTES = 1 << 18;

    private WholeFile() {}

    /** Makes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file beside its place, with {@code .part} behind its name, and then moves it there; what was there before is
     * replaced. If writing fails, what was there before stays.
     *
     * @throws IOException if it cannot be written; names the file
     */
    public static void write(Path file, Content content) throws IOException {
        Path whole = file.toAbsolutePath();
        if (!Files.isDirectory(whole.getParent())) {
            throw new IOException("Cannot write %s: there is no folder %s".formatted(file, whole.getParent()));
        }
        Path begun = whole.resolveSibling(whole.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(begun), BUFFER_BYTES)) {
            content.writeTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(begun);
            throw e;
        }
        Files.move(begun, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
