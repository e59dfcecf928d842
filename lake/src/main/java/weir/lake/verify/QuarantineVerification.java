package weir.lake.verify;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.History;
import weir.lake.history.HistoryCursor;
import weir.lake.history.TimeRange;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineFile;
import weir.lake.quarantine.QuarantineOrders;
import weir.lake.quarantine.QuarantineReader;
import weir.lake.quarantine.QuarantinedLine;
import weir.lake.raw.Microbatch;

/** Checks the quarantine of one stream: that every line there has the bytes of the line it was captured as. */
public final class QuarantineVerification {

    private static final String RESTORE = "Restore the file from a copy; the captured line itself is in the archive.";

    private final LakeFiles files;
    private final String stream;
    private final History history;
    private final Quarantine quarantine;
    private final TimeRange range;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private long lines;

    /** @param range of the microbatches' times */
    public QuarantineVerification(LakeFiles files, String stream, TimeRange range) {
        this.files = files;
        this.stream = stream;
        this.history = new History(files, stream);
        this.quarantine = new Quarantine(files, stream);
        this.range = range;
    }

    /** Checks. */
    public Verified run() throws IOException {
        for (QuarantineFile file : quarantine.files()) {
            try {
                if (files.exists(file.decisionsPath())) {
                    Document.mismatch(files, file.decisionsPath(), RESTORE).ifPresent(mismatches::add);
                }
                check(file);
            } catch (CorruptLakeException e) {
                mismatches.add(Mismatch.unreadable(
                        files.uri(file.path()), "lines that can be compared with the captured ones", e, RESTORE));
            }
        }
        mismatches.addAll(QuarantineOrders.mismatches(files, stream));
        return new Verified("quarantine", String.format(Locale.ROOT, "%,d lines", lines), mismatches);
    }

    private void check(QuarantineFile file) throws IOException {
        Map<Microbatch, Map<Long, byte[]>> held = new HashMap<>();
        try (QuarantineReader reader = quarantine.open(file)) {
            for (Optional<QuarantinedLine> next = reader.next(); next.isPresent(); next = reader.next()) {
                QuarantinedLine line = next.get();
                if (!range.meets(line.microbatch().time(), line.microbatch().time())) {
                    continue;
                }
                lines++;
                if (!line.microbatch().date().equals(file.date())) {
                    mismatches.add(mismatch(
                            file, line.microbatch(), line.line(), "lines of the day of its folder", "another day"));
                }
                if (held.computeIfAbsent(line.microbatch(), key -> new HashMap<>())
                                .put(line.line(), line.bytes())
                        != null) {
                    mismatches.add(
                            mismatch(file, line.microbatch(), line.line(), "it is there once", "it is there twice"));
                }
            }
        }
        if (!held.isEmpty()) {
            compare(file, held);
        }
    }

    private void compare(QuarantineFile file, Map<Microbatch, Map<Long, byte[]>> held) throws IOException {
        try (HistoryCursor captured = history.open(history.pieces(held.keySet()))) {
            while (captured.next()) {
                Map<Long, byte[]> numbers = held.get(captured.microbatch());
                byte[] line = numbers == null ? null : numbers.remove(captured.line());
                if (line != null && !isSame(captured, line)) {
                    mismatches.add(mismatch(
                            file, captured.microbatch(), captured.line(), "the bytes that were captured", "others"));
                }
            }
        } catch (FileNotFoundException e) {
            throw new CorruptLakeException("Cannot find " + e.getMessage(), e);
        }
        held.forEach((microbatch, numbers) -> numbers.keySet()
                .forEach(number -> mismatches.add(mismatch(
                        file, microbatch, number, "a line that was captured", "no microbatch has this line"))));
    }

    private static boolean isSame(HistoryCursor captured, byte[] line) {
        return Arrays.equals(
                captured.buffer(), captured.offset(), captured.offset() + captured.length(), line, 0, line.length);
    }

    private Mismatch mismatch(QuarantineFile file, Microbatch microbatch, long line, String expected, String found) {
        return new Mismatch(
                files.uri(file.path()) + ", " + microbatch.name() + " line " + line, expected, found, RESTORE);
    }
}
