package weir.lake.quarantine;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.ManifestLog;
import weir.lake.raw.Microbatch;

/** Checks the orders of one stream: that each is there, was carried out, and that what it sent back is in the lake. */
final class OrderVerification {

    private static final String RESTORE = "Restore the file from a copy.";

    private final LakeFiles files;
    private final String stream;
    private final OrderStore orders;
    private final List<Mismatch> mismatches = new ArrayList<>();

    OrderVerification(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
        this.orders = new OrderStore(files, stream);
    }

    List<Mismatch> mismatches() throws IOException {
        long newest = orders.newestNamed();
        for (long number = 1; number <= newest; number++) {
            boolean done = files.exists(orders.donePath(number));
            if (done) {
                document(orders.donePath(number));
            } else if (number < newest) {
                missing(orders.donePath(number));
            }
            try {
                Document.mismatch(files, orders.path(number), RESTORE).ifPresent(mismatches::add);
                if (done) {
                    carriedOut(orders.read(number));
                }
            } catch (FileNotFoundException e) {
                missing(orders.path(number));
            } catch (CorruptLakeException e) {
                mismatches.add(Mismatch.unreadable(
                        files.uri(orders.path(number)), "an order and what came of it", e, RESTORE));
            }
        }
        return mismatches;
    }

    private void document(String path) throws IOException {
        Document.mismatch(files, path, RESTORE).ifPresent(mismatches::add);
    }

    private void missing(String path) {
        mismatches.add(new Mismatch(
                files.uri(path), "a file, as orders are numbered without a gap", "there is no such file", RESTORE));
    }

    private void carriedOut(Order order) throws IOException {
        for (QuarantineFile file : order.files()) {
            if (!DecisionsFile.read(files, file).include(order.number())) {
                mismatches.add(new Mismatch(
                        files.uri(file.decisionsPath()),
                        "what order " + order.number() + " has decided",
                        "nothing of it",
                        RESTORE));
            }
        }
        if (order.into().isPresent() && !isThere(order.into().get())) {
            mismatches.add(new Mismatch(
                    files.uri(order.into().get().folder()) + ", or the archive",
                    "the " + order.lines() + " lines that order " + order.number() + " sent back",
                    "no such microbatch",
                    "Restore it from a copy; the lines themselves are where they were captured first."));
        }
    }

    private boolean isThere(Microbatch microbatch) throws IOException {
        return !new ManifestLog(files, stream)
                .all(segment -> segment.mayHold(microbatch), microbatch::equals)
                .isEmpty();
    }
}
