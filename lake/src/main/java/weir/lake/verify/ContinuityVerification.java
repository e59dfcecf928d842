package weir.lake.verify;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.Continuity;
import weir.lake.history.ManifestLog;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/** Checks that the microbatches of one stream, in raw zone and archive together, follow one another: none is missing. */
public final class ContinuityVerification {

    private static final String ADVICE =
            "Restore what is missing from a copy, the microbatch or the segment that held it."
                    + " If it was removed on purpose, say from when on to verify: --from.";

    private final LakeFiles files;
    private final LakeFiles spools;
    private final String stream;
    private final TimeRange range;

    /**
     * @param spools where the spools are: the lake, or another place
     * @param range of the microbatches' times
     */
    public ContinuityVerification(LakeFiles files, LakeFiles spools, String stream, TimeRange range) {
        this.files = files;
        this.spools = spools;
        this.stream = stream;
        this.range = range;
    }

    /** Checks. */
    public Verified run() throws IOException {
        ManifestLog manifests = new ManifestLog(files, stream);
        Continuity continuity = Continuity.begin(manifests, spools, stream, range);
        Reading reading = new Reading(continuity);
        manifests.walk(
                segment -> range.meets(segment.from(), segment.to()),
                microbatch -> range.meets(microbatch.time(), microbatch.time()),
                reading);
        List<Mismatch> mismatches = continuity.finish().stream()
                .map(found -> new Mismatch(
                        files.uri(Microbatch.streamFolder(stream)) + " or archive, " + found.where(),
                        "that one goes on where the other ends",
                        found.found(),
                        ADVICE))
                .toList();
        return new Verified(
                "continuity",
                String.format(Locale.ROOT, "%,d microbatches one after the other", reading.microbatches),
                mismatches);
    }

    /** Hands the manifests on. Those that cannot be read are told of by who checks raw zone and archive. */
    private static final class Reading implements ManifestLog.Visitor {

        private final Continuity continuity;
        private long microbatches;

        Reading(Continuity continuity) {
            this.continuity = continuity;
        }

        @Override
        public void visit(Manifest manifest, OptionalLong plan) {
            continuity.add(manifest);
            microbatches++;
        }

        @Override
        public void unreadable(Instant from, CorruptLakeException reason) {
            // what is missing because of it will show
        }
    }
}
