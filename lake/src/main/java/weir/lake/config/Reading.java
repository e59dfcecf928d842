package weir.lake.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;

/** One reading of the configuration: which keys were asked for, with which values, and everything that is wrong. */
final class Reading {
    private static final String HEADLINE = "Cannot use the configuration";

    private final Path main;
    private final ConfigObject values;
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<String, String> asked = new TreeMap<>();
    private final Set<String> sections = new HashSet<>();

    private Reading(Path main, ConfigObject values) {
        this.main = main;
        this.values = values;
    }

    static Reading of(Path main, Map<String, String> overrides) {
        Config files = Hocon.file(main);
        Config above = Overrides.parse(overrides);
        return new Reading(main, Hocon.resolved(main, above.withFallback(files)).root());
    }

    Section root() {
        return new Section("", values, this);
    }

    void asked(String key, String value) {
        asked.put(key, value);
    }

    void askedSection(String path) {
        sections.add(path);
    }

    void problem(ConfigValue near, String key, String reason) {
        problems.add(new Problem(Place.of(near), key, reason));
    }

    boolean problemUnder(String path) {
        return problems.stream().anyMatch(problem -> problem.under(path));
    }

    /** Refuses what nobody asked for, and throws if anything at all was wrong. */
    void finish() {
        refuseUnknown("", values);
        if (!problems.isEmpty()) {
            throw new ConfigException(
                    HEADLINE,
                    problems.stream()
                            .sorted(Problem.ORDER)
                            .map(problem -> problem.line(main))
                            .toList());
        }
    }

    /** Every key that was asked for, with the value in effect. */
    SortedMap<String, String> values() {
        return asked;
    }

    private void refuseUnknown(String path, ConfigObject object) {
        new TreeMap<>(object).forEach((key, value) -> {
            String child = Section.child(path, key);
            if (asked.containsKey(child)) {
                return;
            }
            if (Secrets.key(key)) {
                problem(value, child, TwitterCredentials.whereItBelongs(key));
            } else if (!sections.contains(child)) {
                problem(value, child, "unknown key" + hint(path, key));
                refuseSecrets(child, value);
            } else if (value instanceof ConfigObject nested) {
                refuseUnknown(child, nested);
            }
        });
    }

    private void refuseSecrets(String path, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            new TreeMap<>(object).forEach((key, nested) -> {
                String child = Section.child(path, key);
                if (Secrets.key(key)) {
                    problem(nested, child, TwitterCredentials.whereItBelongs(key));
                } else {
                    refuseSecrets(child, nested);
                }
            });
        }
    }

    /** Looks among the keys beside this one first, then for the same word elsewhere. */
    private String hint(String path, String key) {
        Map<String, String> beside = new TreeMap<>();
        Map<String, List<String>> elsewhere = new TreeMap<>();
        Set<String> known = new HashSet<>(asked.keySet());
        known.addAll(sections);
        for (String candidate : known) {
            int dot = candidate.lastIndexOf('.');
            String word = candidate.substring(dot + 1);
            if (candidate.substring(0, Math.max(0, dot)).equals(path)) {
                beside.put(word, candidate);
            } else {
                elsewhere.computeIfAbsent(word, unused -> new ArrayList<>()).add(candidate);
            }
        }
        List<String> near =
                Suggestions.near(key, beside.keySet()).stream().map(beside::get).toList();
        if (near.isEmpty()) {
            near = elsewhere.getOrDefault(key, List.of()).stream()
                    .sorted()
                    .limit(3)
                    .toList();
        }
        return near.isEmpty()
                ? "; known here: " + String.join(", ", beside.keySet())
                : "; did you mean " + Suggestions.either(near) + "?";
    }
}
