package weir.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weir.lake.Plans;
import weir.lake.StreamSpec;
import weir.lake.config.WeirConfig;
import weir.lake.faults.Fault;
import weir.lake.faults.Faults;
import weir.lake.faults.Stopped;
import weir.lake.files.LakeFiles;
import weir.lake.history.ArchiveDeletion;
import weir.lake.raw.RawZone;

/**
 * Random histories of lakes that have reports and no tables: 50 of them, and 500 in the profile {@code long}. Every fourth one
 * also rewrites the archive without what was deleted. Each half of them is a class of its own, so that two processes can share
 * them; two threads of one cannot, for Delta would take the transaction of the one for the other's.
 */
@Tag("spark")
@ExtendWith(DeltaSession.class)
abstract class ReportHistories {

    private static final boolean LONG = Boolean.getBoolean("weir.test.long");
    private static final int HISTORIES = LONG ? 500 : 50;
    private static final int MOST_STEPS = LONG ? 5 : 2;
    static final long SEED = Long.getLong("weir.test.seed", 20261126);

    @TempDir
    private Path home;

    /** The seeds of one of two halves, 0 or 1: four by turns, so that both have histories of each sort. */
    static LongStream half(int which) {
        return LongStream.range(SEED, SEED + HISTORIES).filter(seed -> (seed - SEED) / 4 % 2 == which);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyReportIsWhatItsLinesSay(long seed, SparkSession spark) throws IOException {
        int number = (int) (seed - SEED);
        ReportHistory.Kind kind = ReportHistory.KINDS.get(number % ReportHistory.KINDS.size());
        Path folder = Files.createDirectories(home.resolve("lake-" + seed));
        ReportHistory history =
                new ReportHistory(seed, spark, new TablelessLake(spark, folder, kind, number % 4 == 0), List.of(kind));
        for (int step = 0; step <= number % MOST_STEPS; step++) {
            history.step();
        }
        history.rebuild();
        history.tryAnotherFilter();
        if (LONG || number % 2 == 0) {
            history.step();
        }
        DeltaLog.clearCache();
    }

    /** A lake whose plans only archive; what is killed is the refresh of the reports. */
    record TablelessLake(SparkSession spark, Path folder, ReportHistory.Kind kind, boolean rewrites)
            implements ReportHistory.Lake {

        @Override
        public LakeFiles files() {
            return LakeFiles.of(folder.resolve("lake").toString());
        }

        @Override
        public WeirConfig config() throws IOException {
            return config(folder.resolve("lake").toString());
        }

        private WeirConfig config(String root) throws IOException {
            StringBuilder text = new StringBuilder();
            for (StreamSpec spec : ReportHistory.STREAMS) {
                Files.writeString(folder.resolve("schema.conf"), spec.schema().text());
                text.append(
                        """
                        streams.%s { source.type = twitter, schema = schema.conf, key = id, event-time = at, filter = "%s" }
                        """
                                .formatted(spec.name(), spec.filter()));
            }
            Path file = Files.writeString(folder.resolve("weir.conf"), text + kind.section());
            return WeirConfig.load(file, Map.of("lake.root", root));
        }

        @Override
        public void compact() throws IOException {
            finishPlans();
            refresh(config());
            if (rewrites) {
                for (StreamSpec spec : ReportHistory.STREAMS) {
                    new ArchiveDeletion(files(), spec, Duration.ZERO, Clock.systemUTC()).run(() -> false, edits -> {});
                }
            }
        }

        @Override
        public void compactUntil(int call) throws IOException {
            finishPlans();
            try (Faults faults = Faults.in(folder.resolve("lake"))) {
                faults.arm(new Fault(call, Fault.Kind.STOP, Fault.Moment.BEFORE));
                refresh(config(faults.root()));
            } catch (IOException | RuntimeException | Stopped e) {
                // the next one goes on
            }
            DeltaLog.clearCache();
        }

        private void finishPlans() throws IOException {
            for (StreamSpec spec : ReportHistory.STREAMS) {
                if (!new RawZone(files(), spec.name()).committed().isEmpty()) {
                    Plans.finish(files(), spec);
                }
            }
        }

        private void refresh(WeirConfig config) throws IOException {
            new FreshReports(config, LakeFiles.of(config.lake().root()), () -> spark, Clock.systemUTC())
                    .refresh(config.streams().keySet());
        }
    }
}
