package weir.lake.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes configurations into a folder and reads them. */
final class ConfigFiles {
    static final Path SHIPPED =
            Path.of("..", "conf", "weir.conf").toAbsolutePath().normalize();

    private static final String SCHEMA =
            """
            format = 1
            columns = [
              { name = id, type = bigint }
              { name = created_at, type = timestamp }
              { name = edited_at, type = timestamp }
              { name = text, type = string }
              { name = lang, type = string }
            ]
            """;

    private final Path folder;

    ConfigFiles(Path folder) {
        this.folder = folder;
        write("posts.conf", SCHEMA);
    }

    /** A configuration that is right but for what is added to it. */
    static String with(String lines) {
        return "lake.root = lake\n" + lines;
    }

    /** A stream named posts that is right but for what is added to it. */
    static String withStream(String lines) {
        return with(
                "streams.posts { source.type = twitter, schema = posts.conf, key = [id], event-time = created_at }\n"
                        + lines);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WeirConfig load(String text) {
        return load(text, Map.of());
    }

    WeirConfig load(String text, Map<String, String> overrides) {
        return WeirConfig.load(write("weir.conf", text), overrides);
    }
}
