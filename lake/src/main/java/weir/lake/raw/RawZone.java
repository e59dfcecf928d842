package weir.lake.raw;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import weir.lake.files.LakeFiles;
import weir.lake.parallel.Concurrent;

/**
 * The raw zone of one stream. A microbatch is there if and only if its folder has a manifest, which is written last.
 * Holds no state; safe for threads as far as no two of them commit the same microbatch.
 */
public final class RawZone {

    private final LakeFiles files;
    private final String stream;

    public RawZone(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /**
     * Makes the folder of the first microbatch at or after a time, by milliseconds, that has none. On a local disk nobody
     * else is given the same.
     */
    public Microbatch begin(Instant time) throws IOException {
        Microbatch microbatch = new Microbatch(stream, time.toEpochMilli());
        while (!files.makeNewFolder(microbatch.folder())) {
            microbatch = new Microbatch(stream, microbatch.timeMillis() + 1);
        }
        return microbatch;
    }

    /**
     * Commits a microbatch whose parts are on the disk.
     *
     * @throws IOException if it was committed before or the manifest could not be written; then it is not committed
     */
    public void commit(Manifest manifest) throws IOException {
        String path = manifest.microbatch().path(Microbatch.MANIFEST);
        if (files.exists(path)) {
            throw new IOException(
                    "Cannot commit " + manifest.microbatch().name() + ": " + files.uri(path) + " is there already");
        }
        files.publish(path, ManifestFile.bytes(manifest));
    }

    /**
     * Finds out what became of a commit that ended in an error: either the microbatch is committed, durably, or nothing
     * is left of it.
     *
     * @return whether it is committed
     * @throws IOException if that cannot be said yet
     */
    public boolean settle(Microbatch microbatch) throws IOException {
        if (files.exists(microbatch.path(Microbatch.MANIFEST))) {
            files.settle(microbatch.folder()); // others may have seen it already, so it stands
            return true;
        }
        files.delete(microbatch.folder());
        return false;
    }

    /** The committed microbatches, oldest first. */
    public List<Microbatch> committed() throws IOException {
        return microbatches(true);
    }

    /** Folders that nobody committed, oldest first: what a writer that ended too early left behind. */
    public List<Microbatch> uncommitted() throws IOException {
        return microbatches(false);
    }

    private List<Microbatch> microbatches(boolean committed) throws IOException {
        List<Microbatch> begun = begun();
        List<Boolean> found = Concurrent.map(begun, each -> files.exists(each.path(Microbatch.MANIFEST)));
        return IntStream.range(0, begun.size())
                .filter(i -> found.get(i) == committed)
                .mapToObj(begun::get)
                .toList();
    }

    /** The microbatches that have a folder, committed or not, oldest first. */
    public List<Microbatch> begun() throws IOException {
        List<Microbatch> begun = new ArrayList<>();
        String folder = Microbatch.streamFolder(stream);
        for (String day : files.list(folder)) {
            Optional<LocalDate> date = Microbatch.date(day);
            for (String name : date.isPresent() ? files.list(folder + "/" + day) : List.<String>of()) {
                Microbatch.parse(stream, name)
                        .filter(microbatch -> microbatch.date().equals(date.get()))
                        .ifPresent(begun::add);
            }
        }
        Collections.sort(begun);
        return begun;
    }

    /**
     * Reads a manifest.
     *
     * @throws weir.lake.files.CorruptLakeException if it is no manifest of this microbatch
     */
    public Manifest manifest(Microbatch microbatch) throws IOException {
        return ManifestFile.read(files, microbatch);
    }

    /** As {@link #remove(Collection)} for one microbatch. */
    public void remove(Microbatch microbatch) throws IOException {
        remove(List.of(microbatch));
    }

    /** Removes microbatches, each one's manifest first; what is gone is no matter. When this returns, none comes back. */
    public void remove(Collection<Microbatch> microbatches) throws IOException {
        files.deleteFolders(microbatches.stream().map(Microbatch::folder).toList(), Microbatch.MANIFEST);
    }

    /** Removes the folders of days before a date that hold nothing any more. */
    public void removeEmptyDays(LocalDate before) throws IOException {
        String folder = Microbatch.streamFolder(stream);
        for (String day : files.list(folder)) {
            if (Microbatch.date(day).filter(date -> date.isBefore(before)).isPresent()) {
                files.deleteIfEmpty(folder + "/" + day);
            }
        }
    }
}
