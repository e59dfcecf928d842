package weir.lake.config;

import java.nio.file.Files;
import java.nio.file.Path;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;

/** Reads HOCON files and says in our words what is wrong with them. */
final class Hocon {
    private Hocon() {}

    static Config file(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException("Cannot read the configuration %s: %s; name one with --conf FILE"
                    .formatted(file, Files.exists(file) ? "it is no file" : "there is no such file"));
        }
        if (!Files.isReadable(file)) {
            throw new ConfigException(
                    "Cannot read the configuration %s: permission denied; make it readable".formatted(file));
        }
        try {
            return ConfigFactory.parseFile(
                    file.toAbsolutePath().toFile(),
                    ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (com.typesafe.config.ConfigException e) {
            throw new ConfigException("Cannot read the configuration %s: %s; text with # : = , { [ or $ needs quotes"
                    .formatted(at(file, e.origin()), reason(e)));
        }
    }

    static Config resolved(Path file, Config config) {
        try {
            return config.resolve();
        } catch (com.typesafe.config.ConfigException e) {
            throw new ConfigException(
                    "Cannot read the configuration %s: %s; set it, or write ${?…} if it may be missing"
                            .formatted(at(file, e.origin()), reason(e)));
        }
    }

    /** The library's sentence without the place it starts with. */
    static String reason(com.typesafe.config.ConfigException exception) {
        String message = exception.getMessage();
        String place = exception.origin() == null ? "" : exception.origin().description() + ": ";
        String rest = message.startsWith(place) ? message.substring(place.length()) : message;
        int advice = rest.indexOf(" (if you intended");
        return advice < 0 ? rest : rest.substring(0, advice);
    }

    private static String at(Path file, ConfigOrigin origin) {
        return origin == null || origin.lineNumber() < 1 ? file.toString() : file + ":" + origin.lineNumber();
    }
}
