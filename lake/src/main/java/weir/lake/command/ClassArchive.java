package weir.lake.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** The archive of classes that {@code bin/launch} has Java start from, and makes where there is none. */
final class ClassArchive {

    /** The system property that names it; set only where nothing but damage keeps Java from taking it. */
    static final String PROPERTY = "weir.class.archive";

    private ClassArchive() {}

    /**
     * Removes it if this Java was to start from it and did not: so the next command makes it again.
     *
     * @param file as the property says; null if there is none
     */
    static void removeUnlessUsed(String file, BooleanSupplier used) {
        if (file == null || used.getAsBoolean()) {
            return;
        }
        try {
            Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            // it is not ours: commands go on without one
        }
    }

    /** Whether this Java has started from an archive; true if it does not say. */
    static boolean isUsed() {
        try {
            return (boolean) Class.forName("jdk.internal.misc.CDS")
                    .getMethod("isSharingEnabled")
                    .invoke(null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return true;
        }
    }
}
