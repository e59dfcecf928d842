package weir.compaction;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionFiles.Kind;
import weir.lake.files.LakeFiles;
import weir.report.FreshReports;

/**
 * Takes what was deleted out of old versions of tables, once it left the newest one so long ago: removes the files that only
 * older versions have, and what was computed anew of the table or of a report before. What is due follows from the lake.
 */
final class VersionDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(VersionDeletion.class);

    private final LakeFiles files;
    private final Supplier<SparkSession> session;
    private final FreshReports reports;
    private final String stream;
    private final Duration deadline;
    private final Clock clock;

    /** @param deadline how long an old version may keep what was deleted, but for the time to the next run */
    VersionDeletion(
            LakeFiles files,
            Supplier<SparkSession> session,
            FreshReports reports,
            String stream,
            Duration deadline,
            Clock clock) {
        this.files = files;
        this.session = session;
        this.reports = reports;
        this.stream = stream;
        this.deadline = deadline;
        this.clock = clock;
    }

    /**
     * Does what is due. Cut short, it is done again by the next one.
     *
     * @param tables the paths of the tables that have rows of the stream, or were made of them
     */
    void run(List<String> tables) throws IOException {
        DeletionFiles log = new DeletionFiles(files, stream);
        long done = log.plans(Kind.VERSIONS).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        Instant end = clock.instant().minus(deadline);
        long newest = 0;
        for (long plan : log.plans(Kind.ROWS)) {
            if (plan > done && !log.at(Kind.ROWS, plan).isAfter(end)) {
                newest = plan;
            }
        }
        if (newest > 0) {
            for (String table : tables) {
                new Maintenance(session.get(), files.uri(table)).removeOldVersions(deadline);
            }
            reports.discardShadowsBefore(stream, newest);
            TableRebuild.discardBefore(files, stream, newest);
            log.writeGone(Kind.VERSIONS, newest, clock.instant());
            LOG.info("Deleted from old versions stream={} plan={}", stream, newest);
        }
    }
}
