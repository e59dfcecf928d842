package weir.report;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reports as a small program computes them that uses nothing of Weir: lines in the order of capture, each key once in a
 * window, plain maps.
 */
final class PlainReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainReport() {}

    /** A record; a member that was taken back is null. */
    record Event(long id, Instant at, String lang, Integer n) {}

    /**
     * The records among lines that have a time and that no message takes back, wherever it stands; whatever cannot be read is
     * none.
     */
    static List<Event> events(Collection<byte[]> lines) {
        List<JsonNode> nodes = new ArrayList<>();
        for (byte[] line : lines) {
            try {
                nodes.add(JSON.readTree(line));
            } catch (IOException e) {
                // malformed
            }
        }
        Set<Long> deleted = new HashSet<>();
        Map<Long, Long> forgotten = new HashMap<>();
        for (JsonNode node : nodes) {
            if (node.has("delete")) {
                deleted.add(node.at("/delete/id").longValue());
            } else if (node.has("forget")) {
                forgotten.merge(
                        node.at("/forget/author").longValue(),
                        node.at("/forget/up_to").longValue(),
                        Math::max);
            }
        }
        List<Event> events = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (node.path("id").isIntegralNumber()
                    && node.has("at")
                    && !deleted.contains(node.get("id").longValue())) {
                long id = node.get("id").longValue();
                long upTo = forgotten.getOrDefault(node.path("author").longValue(), Long.MIN_VALUE);
                events.add(new Event(
                        id,
                        Instant.parse(node.get("at").textValue()),
                        node.path("lang").textValue(),
                        id <= upTo ? null : (Integer) node.path("n").intValue()));
            }
        }
        return events;
    }

    /** Windows by their start, each key once. */
    static SortedMap<Instant, List<Event>> windows(
            Collection<byte[]> lines, Duration grain, BiPredicate<Instant, Event> filter) {
        SortedMap<Instant, List<Event>> windows = new TreeMap<>();
        SortedMap<Instant, Set<Long>> seen = new TreeMap<>();
        for (Event event : events(lines)) {
            Instant start = start(event.at(), grain);
            if (filter.test(start, event)
                    && seen.computeIfAbsent(start, unused -> new HashSet<>()).add(event.id())) {
                windows.computeIfAbsent(start, unused -> new ArrayList<>()).add(event);
            }
        }
        return windows;
    }

    static Instant start(Instant time, Duration grain) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), grain.toSeconds()) * grain.toSeconds());
    }

    /** Count and sum by window. */
    static SortedMap<String, String> countAndSum(SortedMap<Instant, List<Event>> windows) {
        SortedMap<String, String> rows = new TreeMap<>();
        windows.forEach((start, events) -> rows.put(
                start.toString(),
                events.size() + " "
                        + events.stream()
                                .map(Event::n)
                                .filter(Objects::nonNull)
                                .reduce(Integer::sum)
                                .map(String::valueOf)
                                .orElse("null")));
        return rows;
    }

    /** Count and largest id by window and language. */
    static SortedMap<String, String> countAndMaxByLanguage(SortedMap<Instant, List<Event>> windows) {
        SortedMap<String, String> rows = new TreeMap<>();
        windows.forEach((start, events) -> by(events, Event::lang)
                .forEach((lang, some) -> rows.put(
                        start + " " + lang,
                        some.size() + " "
                                + some.stream().mapToLong(Event::id).max().orElseThrow())));
        return rows;
    }

    /** Pairs of the same id in the same window, and the languages on the other side. */
    static SortedMap<String, String> pairs(
            SortedMap<Instant, List<Event>> windows, SortedMap<Instant, List<Event>> others) {
        SortedMap<String, String> rows = new TreeMap<>();
        windows.forEach((start, events) -> {
            Set<Long> ids = events.stream().map(Event::id).collect(Collectors.toSet());
            List<Event> matching = others.getOrDefault(start, List.of()).stream()
                    .filter(other -> ids.contains(other.id()))
                    .toList();
            if (!matching.isEmpty()) {
                rows.put(
                        start.toString(),
                        matching.size() + " "
                                + matching.stream().map(Event::lang).distinct().count());
            }
        });
        return rows;
    }

    private static <K> Map<K, List<Event>> by(List<Event> events, Function<Event, K> key) {
        return events.stream().collect(Collectors.groupingBy(key));
    }

    /** How rows differ: added, removed, changed. */
    static List<Long> difference(Map<String, String> live, Map<String, String> anew) {
        Predicate<String> inBoth = key -> live.containsKey(key) && anew.containsKey(key);
        return List.of(
                anew.keySet().stream().filter(inBoth.negate()).count(),
                live.keySet().stream().filter(inBoth.negate()).count(),
                live.keySet().stream()
                        .filter(inBoth)
                        .filter(key -> !live.get(key).equals(anew.get(key)))
                        .count());
    }
}
