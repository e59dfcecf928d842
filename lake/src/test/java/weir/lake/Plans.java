package weir.lake;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.history.DeletionLog;
import weir.lake.history.PlanFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** Finished plans for tests that have no compaction: the raw zone moves into the archive, and no table is written. */
public final class Plans {

    private Plans() {}

    /** Archives what is in the raw zone of a stream as its next plan, with what its messages delete. @return the plan's number */
    public static long finish(LakeFiles files, StreamSpec spec) throws IOException {
        PlanFiles plans = new PlanFiles(files, spec.name());
        long number = plans.newest() + 1;
        files.publish(plans.path(number), Document.bytes(Document.begin(1)));
        RawZone raw = new RawZone(files, spec.name());
        List<Microbatch> all = raw.committed();
        List<Deletion> asked = new DeletionLog(files, spec).waiting();
        if (!asked.isEmpty()) {
            Instant at = all.get(all.size() - 1).time();
            new DeletionFiles(files, spec.name()).write(number, asked, List.of(), at);
        }
        Map<LocalDate, List<Microbatch>> days =
                all.stream().collect(Collectors.groupingBy(Microbatch::date, TreeMap::new, Collectors.toList()));
        for (Map.Entry<LocalDate, List<Microbatch>> day : days.entrySet()) {
            List<Microbatch> ofDay = day.getValue();
            Segment segment = new Segment(
                    spec.name(),
                    day.getKey(),
                    ofDay.get(0).timeMillis(),
                    ofDay.get(ofDay.size() - 1).timeMillis(),
                    number);
            try (SegmentWriter writer = new SegmentWriter(files, segment, spec)) {
                for (Microbatch microbatch : ofDay) {
                    Manifest manifest = raw.manifest(microbatch);
                    writer.append(manifest);
                }
                writer.finish();
            }
        }
        raw.remove(all);
        files.publish(plans.donePath(number), Document.bytes(Document.begin(1)));
        return number;
    }
}
