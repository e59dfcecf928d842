package weir.lake.coverage;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import weir.lake.history.ManifestLog;
import weir.lake.raw.Connection;
import weir.lake.raw.Manifest;

/** Where a connection's limit notices stood before a time: what they counted until then was withheld before it. */
public final class EarlierNotice {

    private EarlierNotice() {}

    /** The newest manifest before some others in which their first connection has limit notices. */
    public static Optional<Manifest> before(ManifestLog log, List<Manifest> manifests) throws IOException {
        for (Manifest manifest : manifests) {
            if (!manifest.connections().isEmpty()) {
                return of(
                        log,
                        manifest.connections().get(0),
                        manifests.get(0).microbatch().time());
            }
        }
        return Optional.empty();
    }

    /** The newest manifest before a time in which a connection has limit notices. */
    static Optional<Manifest> of(ManifestLog log, Connection connection, Instant before) throws IOException {
        if (!connection.from().isBefore(before)) {
            return Optional.empty();
        }
        return log.newestBefore(
                        before.toEpochMilli(),
                        manifest -> isOlder(manifest, connection) || hasNotice(manifest, connection))
                .filter(manifest -> hasNotice(manifest, connection));
    }

    private static boolean isOlder(Manifest manifest, Connection connection) {
        return manifest.microbatch().time().isBefore(connection.from());
    }

    private static boolean hasNotice(Manifest manifest, Connection connection) {
        return manifest.connections().stream()
                .anyMatch(seen -> seen.from().equals(connection.from()) && seen.withheld() > 0);
    }
}
