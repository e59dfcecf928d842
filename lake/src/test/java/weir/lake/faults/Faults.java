package weir.lake.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import weir.lake.files.LakeFiles;

/**
 * A lake in a folder whose disk does what a test says. Everything that opens {@link #root} with Hadoop, such as {@code
 * LakeFiles}, Spark and Delta, goes through it; the folder itself shows what the operating system would show.
 *
 * <pre>{@code
 * try (Faults faults = Faults.in(folder)) {
 *     faults.arm(new Fault(7, Kind.STOP, Moment.BEFORE));
 *     work(LakeFiles.of(faults.root()));   // Stopped
 *     faults.losePower(Loss.EVERYTHING);   // the folder is what the next start finds
 * }
 * }</pre>
 */
public final class Faults implements AutoCloseable {

    private static final Map<Path, Faults> OPEN = new ConcurrentHashMap<>();

    private final Path folder;
    private final PageCache cache;
    private final List<Call> calls = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private boolean stopped;

    private Faults(Path folder) throws IOException {
        this.folder = folder;
        this.cache = new PageCache(folder);
    }

    /** Takes a folder, what is in it being on the disk. It need not exist. */
    public static Faults in(Path folder) throws IOException {
        Faults faults = new Faults(folder);
        OPEN.put(folder, faults);
        return faults;
    }

    /** Who has the folder that a path lies in. */
    static Optional<Faults> of(Path path) {
        return OPEN.values().stream()
                .filter(faults -> path.startsWith(faults.folder))
                .findFirst();
    }

    /** The folder as the root of a lake, for whoever opens it. */
    public String root() {
        return new org.apache.hadoop.fs.Path(FaultyFileSystem.SCHEME, null, folder.toString()).toString();
    }

    /** The lake at {@link #root}. */
    public LakeFiles files() {
        return LakeFiles.of(root());
    }

    /** Begins to count from 1 again, as a new process, and says what goes wrong. */
    public synchronized void arm(Fault next) {
        calls.clear();
        stopped = false;
        fault = next;
    }

    /** The mutating calls since the last {@link #arm}. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Whether what was to go wrong has. */
    public synchronized boolean happened() {
        return fault.call() > 0 && calls.size() >= fault.call();
    }

    /** Leaves in the folder what a loss of power leaves. */
    public synchronized void losePower(Loss loss) throws IOException {
        cache.losePower(loss);
        stopped = true;
    }

    /** Lets go of the folder. */
    @Override
    public void close() {
        OPEN.remove(folder);
    }

    synchronized void requireAlive() {
        if (stopped) {
            throw new Stopped("the process is gone");
        }
    }

    /** A change of the disk, which goes wrong if it is its turn. */
    interface Change {
        void make(PageCache cache) throws IOException;
    }

    synchronized void make(Call.Operation operation, Path path, Change whole) throws IOException {
        make(operation, path, whole, whole);
    }

    synchronized void make(Call.Operation operation, Path path, Change half, Change whole) throws IOException {
        requireAlive();
        calls.add(new Call(operation, folder.relativize(path).toString()));
        if (calls.size() != fault.call()) {
            whole.make(cache);
            return;
        }
        stopped = fault.kind() == Fault.Kind.STOP;
        switch (fault.moment()) {
            case BEFORE -> {}
            case HALF_WAY -> half.make(cache);
            case AFTER -> whole.make(cache);
        }
        String where = "at call " + fault.call() + ", " + calls.get(calls.size() - 1);
        if (stopped) {
            throw new Stopped("killed " + where);
        }
        throw new IOException("the disk failed " + where);
    }
}
