package weir.compaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentFooter;
import weir.lake.archive.SegmentLines;
import weir.lake.files.LakeFiles;
import weir.lake.quarantine.Quarantine;

/**
 * All that a user can see of one stream in a lake: two runs that did the same leave equal states.
 *
 * @param rows the table's rows as JSON, sorted
 * @param transactions the table's transaction versions, one for each commit that has one
 * @param coverage the rows of the coverage table as JSON, sorted
 * @param archive the lines of each segment
 * @param manifests the microbatches of each segment
 * @param quarantine the malformed lines with reason and origin
 * @param plans the files of the plans with their content
 * @param raw the files of the raw zone
 * @param temporary files that should have been renamed or removed
 */
record LakeState(
        List<String> rows,
        List<String> transactions,
        List<String> coverage,
        Map<String, List<String>> archive,
        Map<String, List<String>> manifests,
        List<String> quarantine,
        Map<String, String> plans,
        List<String> raw,
        List<String> temporary) {

    static LakeState of(TestLake lake, SparkSession spark, String stream) throws IOException {
        LakeFiles files = lake.files();
        Archive archive = new Archive(files, stream);
        Map<String, List<String>> lines = new TreeMap<>();
        Map<String, List<String>> manifests = new TreeMap<>();
        for (Segment segment : archive.segments()) {
            SegmentFooter footer = archive.footer(segment);
            lines.put(segment.name(), lines(files, footer));
            manifests.put(
                    segment.name(),
                    footer.manifests().stream()
                            .map(manifest -> manifest.microbatch().name() + " " + manifest.parts())
                            .toList());
        }
        Map<String, String> plans = new TreeMap<>();
        for (String path : lake.tree("state/plans/" + stream)) {
            plans.put(path, Files.readString(lake.path(path)));
        }
        return new LakeState(
                json(lake.table(spark, stream)),
                DeltaFiles.transactions(lake.path("tables/" + stream)),
                json(spark.read().format("delta").load(files.uri("coverage/" + stream))),
                lines,
                manifests,
                quarantine(files, stream),
                plans,
                lake.tree("raw/" + stream),
                temporary(lake));
    }

    /** A killed writer of Delta's log leaves its temporary file, which nobody else can tell from one that is in use. */
    private static List<String> temporary(TestLake lake) throws IOException {
        return lake.tree("").stream()
                .filter(path -> path.endsWith(".tmp") && !path.contains("/_delta_log/"))
                .toList();
    }

    /** The same but for temporary files: a loss of power may bring one back, which the next writer replaces. */
    LakeState withoutTemporary() {
        return new LakeState(rows, transactions, coverage, archive, manifests, quarantine, plans, raw, List.of());
    }

    private static List<String> json(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }

    /** The lines of a segment, one character a byte. */
    static List<String> lines(LakeFiles files, SegmentFooter footer) throws IOException {
        List<String> found = new ArrayList<>();
        try (SegmentLines lines = new SegmentLines(files, footer.segment().path(), footer.frames())) {
            while (lines.next()) {
                found.add(new String(lines.buffer(), lines.offset(), lines.length(), StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    /** The malformed lines as {@code microbatch:line reason bytes}, one character a byte. */
    static List<String> quarantine(LakeFiles files, String stream) throws IOException {
        return new Quarantine(files, stream)
                .lines().stream()
                        .map(line -> line.microbatch().name() + ":" + line.line() + " "
                                + line.malformed().reason() + " "
                                + new String(line.bytes(), StandardCharsets.ISO_8859_1))
                        .sorted()
                        .toList();
    }
}
