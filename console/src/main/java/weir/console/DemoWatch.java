package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.TreeMap;

import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** Watches what ingest commits, by the manifests alone, in the raw zone and in the archive. */
final class DemoWatch {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final LakeFiles files;
    private final String stream;
    private final Duration patience;
    private final PrintWriter out;
    private final TreeMap<Microbatch, Manifest> manifests = new TreeMap<>();
    private int shown;

    DemoWatch(LakeFiles files, String stream, Duration patience, PrintWriter out) {
        this.files = files;
        this.stream = stream;
        this.patience = patience;
        this.out = out;
    }

    /**
     * Waits until so many messages are committed.
     *
     * @throws IOException if nothing more comes for too long
     */
    void awaitReceived(long messages) throws IOException, InterruptedException {
        long before = received();
        long lastChange = System.nanoTime();
        while (true) {
            look();
            show();
            long now = received();
            if (now >= messages) {
                return;
            }
            if (now > before) {
                before = now;
                lastChange = System.nanoTime();
            }
            if (System.nanoTime() - lastChange > patience.toNanos()) {
                throw new IOException("Nothing was committed for " + patience.toSeconds() + " s; " + now + " of "
                        + messages + " messages are");
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    /** Prints the microbatches that were not printed yet. */
    void show() throws IOException {
        look();
        manifests.values().stream().skip(shown).forEach(manifest -> {
            out.printf(
                    "  %s: %d received, %d kept, %d dropped, %d KiB%n",
                    manifest.microbatch().folder(),
                    manifest.counts().received(),
                    manifest.counts().kept(),
                    manifest.counts().dropped(),
                    manifest.bytes() / 1024);
            shown++;
        });
        out.flush();
    }

    /** Messages in all manifests. */
    long received() {
        return manifests.values().stream()
                .mapToLong(manifest -> manifest.counts().received())
                .sum();
    }

    /** Lines in all manifests. */
    long written() {
        return manifests.values().stream().mapToLong(Manifest::lines).sum();
    }

    /** Microbatches seen. */
    int microbatches() {
        return manifests.size();
    }

    private void look() throws IOException {
        RawZone raw = new RawZone(files, stream);
        for (Microbatch microbatch : raw.committed()) {
            if (!manifests.containsKey(microbatch)) {
                manifests.put(microbatch, raw.manifest(microbatch));
            }
        }
        Archive archive = new Archive(files, stream);
        for (Segment segment : archive.segments()) {
            for (Manifest manifest : archive.footer(segment).manifests()) {
                manifests.putIfAbsent(manifest.microbatch(), manifest);
            }
        }
    }
}
