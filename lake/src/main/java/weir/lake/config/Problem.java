package weir.lake.config;

import java.nio.file.Path;
import java.util.Comparator;

/** Something wrong with a key: overrides first, then files by name, then lines in their order. */
record Problem(Place place, String key, String reason) {
    static final Comparator<Problem> ORDER = Comparator.comparing((Problem problem) ->
                    problem.place().file().map(Path::toString).orElse(""))
            .thenComparing(problem -> problem.place().line());

    boolean under(String path) {
        return path.isEmpty() || key.equals(path) || key.startsWith(path + ".");
    }

    String line(Path main) {
        return place.naming(key, main) + ": " + reason;
    }
}
