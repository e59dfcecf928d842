package weir.lake.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import weir.lake.raw.Connection;
import weir.lake.raw.Gap;
import weir.lake.raw.Manifest;

/**
 * What the manifests of one plan say of one hour.
 *
 * @param intake their counts
 * @param withheld messages that the source says it did not send
 * @param connections those they name, each once
 * @param gaps those they name
 */
public record PlanHour(Intake intake, long withheld, List<Connection> connections, List<Gap> gaps) {

    public PlanHour {
        connections = List.copyOf(connections);
        gaps = List.copyOf(gaps);
    }

    /**
     * The hours of a plan.
     *
     * @param manifests those of the plan, oldest first
     * @param before the manifest before them with the last limit notice of their first connection
     */
    public static SortedMap<Instant, PlanHour> of(List<Manifest> manifests, Optional<Manifest> before) {
        Withheld withheld = new Withheld();
        before.ifPresent(
                manifest -> manifest.connections().forEach(connection -> withheld.add(Instant.MIN, connection)));
        SortedMap<Instant, List<Manifest>> byHour = new TreeMap<>();
        for (Manifest manifest : manifests) {
            Instant hour = Hours.of(manifest.microbatch());
            byHour.computeIfAbsent(hour, unused -> new ArrayList<>()).add(manifest);
            manifest.connections().forEach(connection -> withheld.add(hour, connection));
        }
        Map<Instant, Long> grown = withheld.byHour();
        SortedMap<Instant, PlanHour> hours = new TreeMap<>();
        byHour.forEach((hour, ofHour) -> hours.put(hour, of(ofHour, grown.getOrDefault(hour, 0L))));
        return hours;
    }

    private static PlanHour of(List<Manifest> manifests, long withheld) {
        SortedMap<Instant, Connection> connections = new TreeMap<>();
        Intake intake = Intake.NONE;
        for (Manifest manifest : manifests) {
            intake = intake.plus(Intake.of(manifest));
            manifest.connections()
                    .forEach(connection -> connections.merge(connection.from(), connection, Connection::and));
        }
        List<Gap> gaps = manifests.stream()
                .flatMap(manifest -> manifest.gaps().stream())
                .distinct()
                .toList();
        return new PlanHour(intake, withheld, List.copyOf(connections.values()), gaps);
    }
}
