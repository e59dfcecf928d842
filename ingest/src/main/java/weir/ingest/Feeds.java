package weir.ingest;

import weir.ingest.feed.Feed;
import weir.ingest.feed.HadoopSettings;
import weir.ingest.feed.StreamTarget;
import weir.ingest.files.FilesFeed;
import weir.ingest.kafka.KafkaFeed;
import weir.ingest.receive.ChunkFeed;
import weir.ingest.receive.IntakeSettings;
import weir.ingest.twitter.TwitterFeed;
import weir.lake.config.FilesSourceConfig;
import weir.lake.config.KafkaSourceConfig;
import weir.lake.config.SpoolConfig;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.OwnFolders;

/** From the kind of a source to its feed. */
final class Feeds {

    private Feeds() {}

    /**
     * The feed of a stream. Opens nothing.
     *
     * @throws weir.lake.config.ConfigException if keys are missing
     */
    static Feed of(StreamTarget target, IngestSetup setup, HadoopSettings hadoop) {
        if (target.stream().source() instanceof TwitterSourceConfig twitter) {
            IntakeSettings intake = intake(target, setup, hadoop);
            return new ChunkFeed(
                    target,
                    LakeFiles.of(intake.spoolRoot(), hadoop.value()),
                    TwitterFeed.of(target.stream(), twitter, intake, setup.backoff(), setup.environment()));
        }
        if (target.stream().source() instanceof KafkaSourceConfig kafka) {
            return KafkaFeed.of(target, kafka, setup.ingest().batchInterval(), setup.clock());
        }
        if (target.stream().source() instanceof FilesSourceConfig files) {
            OwnFolders own =
                    OwnFolders.of(setup.lakeRoot(), setup.ingest().spool().root());
            return new FilesFeed(target, files, hadoop, own);
        }
        throw new IllegalStateException("No feed for " + target.stream().source());
    }

    private static IntakeSettings intake(StreamTarget target, IngestSetup setup, HadoopSettings hadoop) {
        SpoolConfig spool = setup.ingest().spool();
        return new IntakeSettings(
                target.stream().name(),
                spool.root().orElse(setup.lakeRoot()),
                hadoop,
                spool.limits(),
                0,
                setup.ingest().chunkBytes(),
                setup.ingest().chunkInterval(),
                setup.clock());
    }
}
