package weir.lake.faults;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentCheck;
import weir.lake.archive.SegmentFooter;
import weir.lake.archive.SegmentIndexing;
import weir.lake.archive.SegmentLines;
import weir.lake.archive.SegmentRewrite;
import weir.lake.archive.SegmentWriter;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Malformed;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.RawZone;

import static org.assertj.core.api.Assertions.assertThat;

/** What the lake's own files are written by, each with what the next start does and what must be so then. */
final class LakeScenarios {

    private static final StreamSpec SPEC = Lines.events("lang = 'pt'");
    private static final long TIME = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    /** Enough for several buffers. */
    private static final int LINES = 150;

    private static final LocalDate DAY = LocalDate.parse("2026-11-22");
    private static final Segment SEGMENT = new Segment("events", DAY, TIME, TIME + 1000, 1);

    private LakeScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                microbatch(), segment(), rewriting(), removal(), quarantine(), emptiedQuarantine(), document());
    }

    private static List<byte[]> lines(long first) {
        return IntStream.range(0, LINES)
                .mapToObj(i -> Lines.event(first + i, "2026-11-22T10:00:00Z", "pt"))
                .toList();
    }

    /** The commit of the second microbatch of a day. */
    private static Scenario microbatch() {
        return new Scenario(
                "commit of a microbatch",
                files -> Lines.commit(files, SPEC, TIME, lines(0)),
                files -> Lines.commit(files, SPEC, TIME + 1000, lines(LINES)),
                LakeScenarios::commitAgain,
                files -> requireRaw(files, 2));
    }

    /** What ingest does at its start with a source that sends again what was not committed. */
    private static void commitAgain(LakeFiles files) throws IOException {
        RawZone raw = new RawZone(files, "events");
        Microbatch second = new Microbatch("events", TIME + 1000);
        if (!raw.settle(second)) {
            Lines.commit(files, SPEC, TIME + 1000, lines(LINES));
        }
    }

    private static void requireRaw(LakeFiles files, int microbatches) throws IOException {
        RawZone raw = new RawZone(files, "events");
        assertThat(raw.committed()).hasSize(microbatches);
        assertThat(raw.uncommitted()).isEmpty();
        for (int i = 0; i < microbatches; i++) {
            Manifest manifest = raw.manifest(new Microbatch("events", TIME + 1000L * i));
            Part part = manifest.parts().get(0);
            byte[] content = files.read(manifest.microbatch().path(part.name()));
            assertThat(content).isEqualTo(Lines.joined(lines(i * (long) LINES)));
            assertThat(Lines.sha256(content)).isEqualTo(part.sha256());
            assertThat(Scenario.names(files, manifest.microbatch().folder()))
                    .isEqualTo(Set.of("_manifest.json", "part-00000"));
        }
    }

    private static void commitTwo(LakeFiles files) throws IOException {
        Lines.commit(files, SPEC, TIME, lines(0));
        Lines.commit(files, SPEC, TIME + 1000, lines(LINES));
    }

    private static Scenario segment() {
        return new Scenario(
                "writing of a segment",
                LakeScenarios::commitTwo,
                LakeScenarios::writeSegment,
                files -> {
                    Archive archive = new Archive(files, "events");
                    if (archive.segments().contains(SEGMENT)) {
                        archive.settle(SEGMENT);
                    } else {
                        writeSegment(files);
                    }
                    new SegmentIndexing(files, SPEC).run(() -> false);
                },
                files -> {
                    requireSegment(files, line -> false);
                    assertThat(Scenario.names(files, "archive")).hasSize(2);
                    requireRaw(files, 2);
                });
    }

    private static void writeSegment(LakeFiles files) throws IOException {
        RawZone raw = new RawZone(files, "events");
        try (SegmentWriter writer = new SegmentWriter(files, SEGMENT, SPEC)) {
            for (Microbatch microbatch : raw.committed()) {
                writer.append(raw.manifest(microbatch));
            }
            writer.finish();
        }
    }

    /** @param deleted holds for lines that are empty */
    private static void requireSegment(LakeFiles files, Predicate<byte[]> deleted) throws IOException {
        Archive archive = new Archive(files, "events");
        assertThat(archive.segments()).containsExactly(SEGMENT);
        SegmentFooter footer = archive.footer(SEGMENT);
        List<byte[]> found = new ArrayList<>();
        try (SegmentLines cursor = new SegmentLines(files, SEGMENT.path(), footer.frames())) {
            while (cursor.next()) {
                found.add(Arrays.copyOfRange(cursor.buffer(), cursor.offset(), cursor.offset() + cursor.length()));
            }
        }
        assertThat(Lines.joined(found))
                .isEqualTo(Lines.joined(Stream.concat(lines(0).stream(), lines(LINES).stream())
                        .map(line -> deleted.test(line) ? new byte[0] : line)
                        .toList()));
        assertThat(new SegmentCheck(files, SEGMENT.path(), footer).mismatches(bytes -> {}))
                .isEmpty();
    }

    private static Scenario rewriting() {
        return new Scenario(
                "rewriting of a segment",
                files -> {
                    commitTwo(files);
                    writeSegment(files);
                    new RawZone(files, "events").remove(List.of(microbatchAt(0), microbatchAt(1)));
                },
                LakeScenarios::rewriteSegment,
                files -> {
                    requireOldOrNew(files);
                    rewriteSegment(files);
                    new SegmentIndexing(files, SPEC).run(() -> false);
                },
                files -> {
                    requireSegment(files, LakeScenarios::isDeleted);
                    new Archive(files, "events").requireIndex(new Archive(files, "events").footer(SEGMENT), SPEC);
                    assertThat(Scenario.names(files, "")).hasSize(2);
                });
    }

    private static void rewriteSegment(LakeFiles files) throws IOException {
        SegmentFooter footer = new Archive(files, "events").footer(SEGMENT);
        new SegmentRewrite(files, SPEC)
                .run(
                        footer,
                        frame -> true,
                        () -> (buffer, offset, length) -> isDeleted(Arrays.copyOfRange(buffer, offset, offset + length))
                                ? Optional.of(new byte[0])
                                : Optional.empty());
    }

    private static boolean isDeleted(byte[] line) {
        return line.length > 0 && Arrays.hashCode(line) % 3 == 0;
    }

    private static void requireOldOrNew(LakeFiles files) throws IOException {
        try {
            requireSegment(files, line -> false);
        } catch (AssertionError old) {
            requireSegment(files, LakeScenarios::isDeleted);
        }
    }

    private static Scenario removal() {
        Scenario.Step remove = files ->
                new RawZone(files, "events").remove(List.of(microbatchAt(0), microbatchAt(1), microbatchAt(2)));
        return new Scenario(
                "removal of microbatches",
                files -> {
                    commitTwo(files);
                    Lines.commit(files, SPEC, TIME + 86_400_000, lines(2 * LINES));
                },
                remove,
                remove,
                files -> assertThat(Scenario.names(files, "raw")).isEmpty());
    }

    private static Microbatch microbatchAt(int number) {
        return new Microbatch("events", number == 2 ? TIME + 86_400_000 : TIME + 1000L * number);
    }

    private static Scenario quarantine() {
        List<QuarantinedLine> lines = quarantined(200);
        Scenario.Step write = files -> new Quarantine(files, "events").write(7, DAY, lines.iterator());
        return new Scenario(
                "writing of quarantine",
                files -> new Quarantine(files, "events")
                        .write(7, DAY, quarantined(3).iterator()),
                write,
                write,
                files -> {
                    List<QuarantinedLine> found = new Quarantine(files, "events").lines();
                    assertThat(found).hasSize(200);
                    assertThat(found).extracting(QuarantinedLine::line).doesNotHaveDuplicates();
                    assertThat(Scenario.names(files, "quarantine")).hasSize(1);
                });
    }

    private static List<QuarantinedLine> quarantined(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new QuarantinedLine(
                        new Malformed("invalid-json", "at 1"), microbatchAt(0), i, Lines.utf8("{\"id\":" + i)))
                .toList();
    }

    private static Scenario emptiedQuarantine() {
        Scenario.Step write = files -> new Quarantine(files, "events")
                .write(7, DAY, List.<QuarantinedLine>of().iterator());
        return new Scenario(
                "quarantine that has nothing to write any more",
                files -> new Quarantine(files, "events")
                        .write(7, DAY, quarantined(3).iterator()),
                write,
                write,
                files -> assertThat(Scenario.names(files, "quarantine")).isEmpty());
    }

    /** A document in place of an older one, as plans are written. */
    private static Scenario document() {
        ObjectNode content = Document.begin(1);
        IntStream.range(0, 500).forEach(i -> content.put("member " + i, i));
        Scenario.Step write = files -> files.publish("state/plans/events/00000001.json", Document.bytes(content));
        return new Scenario(
                "publishing of a document",
                files -> files.publish("state/plans/events/00000001.json", Document.bytes(Document.begin(1))),
                write,
                write,
                files -> {
                    Document read = Document.read(files, "state/plans/events/00000001.json", 1);
                    assertThat(read.names()).hasSize(502); // with the format and the checksum
                    assertThat(Scenario.names(files, "state")).hasSize(1);
                });
    }
}
