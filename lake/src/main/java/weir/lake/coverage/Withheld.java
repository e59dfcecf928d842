package weir.lake.coverage;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import weir.lake.raw.Connection;

/**
 * How many messages the source says it withheld, by hour. Limit notices count from the beginning of their connection, so
 * what an hour adds is how far the counts of its connections have grown. The order in which connections are given does
 * not matter.
 */
public final class Withheld {

    private final Map<Instant, NavigableMap<Instant, Long>> highest = new TreeMap<>();

    /** A connection as a microbatch of an hour saw it. */
    public void add(Instant hour, Connection connection) {
        if (connection.withheld() > 0) {
            highest.computeIfAbsent(connection.from(), unused -> new TreeMap<>())
                    .merge(hour, connection.withheld(), Math::max);
        }
    }

    /** How many messages were withheld in the hours in which there were some. */
    public NavigableMap<Instant, Long> byHour() {
        NavigableMap<Instant, Long> grown = new TreeMap<>();
        for (NavigableMap<Instant, Long> connection : highest.values()) {
            long before = 0;
            for (Map.Entry<Instant, Long> hour : connection.entrySet()) {
                if (hour.getValue() > before) {
                    grown.merge(hour.getKey(), hour.getValue() - before, Long::sum);
                    before = hour.getValue();
                }
            }
        }
        return grown;
    }
}
