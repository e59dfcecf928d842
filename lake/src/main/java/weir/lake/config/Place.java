package weir.lake.config;

import java.net.URI;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;

/**
 * Where a value stands.
 *
 * @param file the file, empty for an override and for what comes from the environment
 * @param line counted from 1; 0 if there is none
 * @param overriding whether the value was given with {@code -D}
 */
record Place(Optional<Path> file, int line, boolean overriding) {
    static final String OVERRIDE = "-D";

    static Place of(ConfigValue value) {
        ConfigOrigin origin = value.origin();
        Optional<Path> file = file(origin);
        return new Place(
                file,
                file.isPresent() ? Math.max(0, origin.lineNumber()) : 0,
                file.isEmpty() && origin.description().startsWith(OVERRIDE));
    }

    /** The absolute path a value means: relative to the folder of its file, else to the working directory. */
    static Path path(ConfigValue value) {
        String text = Format.checkedText(Format.text(value));
        if (text.startsWith("~")) {
            throw new IllegalArgumentException(
                    "~ is not the home directory here; write ${HOME}\"/…\" or the whole path");
        }
        try {
            Path folder = of(value).file().map(Path::getParent).orElse(Path.of(""));
            return folder.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"%s\" is no path: %s".formatted(text, e.getReason()), e);
        }
    }

    /** How a message about a key at this place starts. */
    String naming(String key, Path main) {
        if (overriding) {
            return OVERRIDE + " " + key;
        }
        String source = file.filter(path -> !path.equals(main.toAbsolutePath()))
                .orElse(main)
                .toString();
        return (line > 0 ? source + ":" + line : source) + ": " + key;
    }

    private static Optional<Path> file(ConfigOrigin origin) {
        URL url = origin.url();
        if (url != null && url.getProtocol().equals("file")) {
            return Optional.of(Path.of(URI.create(url.toString())));
        }
        return Optional.ofNullable(origin.filename()).map(Path::of).map(Path::toAbsolutePath);
    }
}
