package weir.compaction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;

import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.PromotionMark;
import weir.lake.history.TimeRange;
import weir.lake.intake.SpoolCheck;
import weir.lake.verify.ArchiveVerification;
import weir.lake.verify.ContinuityVerification;
import weir.lake.verify.QuarantineVerification;
import weir.lake.verify.RawVerification;
import weir.lake.verify.Verified;
import weir.report.JobFailure;

/** All checks of one stream, in the order that makes them right while ingest and compaction run. */
public final class StreamVerification {

    private static final String RESTORE = "Restore the file that it names from a copy, and verify again.";

    private final LakeFiles files;
    private final LakeFiles spools;
    private final StreamSpec spec;
    private final TimeRange range;

    /**
     * The checks of a stream.
     *
     * @param spools where spools and alive marks are: the lake, or another place
     * @param range of the microbatches' times; segments and plans that reach into it are checked as a whole
     */
    public StreamVerification(LakeFiles files, LakeFiles spools, StreamSpec spec, TimeRange range) {
        this.files = files;
        this.spools = spools;
        this.spec = spec;
        this.range = range;
    }

    /**
     * One check.
     *
     * @param what it looks at, such as {@code raw zone}
     * @param bytes how many bytes it tells its progress of; 0 if it is soon done
     */
    public record Check(String what, long bytes, Work work) {

        /** Checks; what cannot be read at all is a mismatch too. */
        public Verified run(LongConsumer progress) {
            try {
                return work.run(progress);
            } catch (Exception e) { // Spark and Delta throw all kinds, checked ones too
                Mismatch mismatch = new Mismatch(what, "files that can be read", JobFailure.reason(e), RESTORE);
                return new Verified(what, "cut short", List.of(mismatch));
            }
        }
    }

    /** Does a check. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param progress is told of the bytes as they are read
         */
        Verified run(LongConsumer progress) throws Exception;
    }

    /** The checks that need no session. */
    public List<Check> ofFiles() throws IOException {
        String stream = spec.name();
        List<Check> checks = new ArrayList<>();
        // raw first: what a compaction moves in between is then found in the archive
        RawVerification raw = new RawVerification(files, stream, range);
        checks.add(new Check("raw zone", raw.bytes(), raw::run));
        ArchiveVerification archive = new ArchiveVerification(files, spec, range);
        checks.add(new Check("archive", archive.bytes(), archive::run));
        checks.add(
                new Check("continuity", 0, progress -> new ContinuityVerification(files, spools, stream, range).run()));
        checks.add(new Check(
                "spool", 0, progress -> new Verified("spool", "read", new SpoolCheck(spools, stream).mismatches())));
        checks.add(new Check("plans", 0, progress -> new PlanVerification(files, stream, range).run()));
        checks.add(new Check("quarantine", 0, progress -> new QuarantineVerification(files, stream, range).run()));
        checks.add(new Check("quarantine counts", 0, progress -> new QuarantineCount(files, stream, range).run()));
        return checks;
    }

    /** The checks of the tables; none if nothing was ever compacted. */
    public List<Check> ofTables(Supplier<SparkSession> session) throws IOException {
        String stream = spec.name();
        boolean begun = files.exists(Tables.ofStream(stream)) || new PlanStore(files, stream).newestNamed() > 0;
        if (!begun) {
            return List.of();
        }
        Optional<String> promoting = new PromotionMark(files, stream).problem();
        if (promoting.isPresent()) {
            return List.of(new Check(
                    "table",
                    0,
                    progress -> new Verified(
                            "table",
                            "not yet",
                            List.of(new Mismatch(
                                    files.uri(Tables.ofStream(stream)),
                                    "a table that is as its plans say",
                                    promoting.get(),
                                    "Let it finish, and verify again.")))));
        }
        return List.of(
                new Check("table", 0, progress -> new TableVerification(files, session.get(), spec, range).run()),
                new Check("coverage", 0, progress -> new CoverageVerification(files, session.get(), stream, range)
                        .run()));
    }
}
