package weir.lake.intake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.intake.SpoolRecord.Found;

/** Reads the spool of one stream, and its alive mark, to the end, and says what in them is damaged. Ingest may run. */
public final class SpoolCheck {

    private static final String ADVICE = "Restore the file from a copy before ingest starts again. It would record what"
            + " cannot be read as a gap: damaged.";

    private final LakeFiles files;
    private final String stream;
    private final List<Mismatch> mismatches = new ArrayList<>();

    public SpoolCheck(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** What is damaged. A chunk that was cut at the end of a file is what a writer leaves that was killed. */
    public List<Mismatch> mismatches() throws IOException {
        for (SpoolFile file : new Spool(files, stream).files()) {
            try {
                check(file);
            } catch (FileNotFoundException e) {
                // released since the folder was listed
            }
        }
        try {
            AliveMark.read(files, stream);
        } catch (CorruptLakeException e) {
            mismatches.add(Mismatch.unreadable(
                    "alive mark of " + stream,
                    "when the source was last heard",
                    e,
                    "Remove it; ingest writes it anew."));
        }
        return mismatches;
    }

    private void check(SpoolFile file) throws IOException {
        byte[] content = files.read(file.path());
        long next = file.first();
        int place = 0;
        while (place < content.length) {
            Optional<Found> found = SpoolRecord.at(content, place, files.uri(file.path()));
            if (found.isPresent()) {
                long sequence = found.get().chunk().sequence();
                if (sequence != next) {
                    add(file, place, "chunk " + next, "chunk " + sequence);
                }
                next = sequence + 1;
                place = found.get().end();
                continue;
            }
            int candidate = SpoolRecord.nextCandidate(content, place);
            if (candidate < content.length || !SpoolRecord.isCut(content, place)) {
                add(file, place, "chunk " + next + ", or the end", "bytes that are no chunk");
            }
            place = candidate;
        }
    }

    private void add(SpoolFile file, long at, String expected, String found) {
        mismatches.add(new Mismatch(files.uri(file.path()) + ", byte " + at, expected, found, ADVICE));
    }
}
