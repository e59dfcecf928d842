package weir.lake.files;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the only one who does a thing in a lake. Held by an open file of {@code state/locks}; the operating
 * system gives it back when its owner ends, however it ends. The file says who the owner is. A lake that is not on a
 * local disk has no locks: there, whoever starts two owners is on their own.
 */
public final class LakeLock implements AutoCloseable {

    private static final String FOLDER = "state/locks/";

    /**
     * The files of the locks that this process holds. They must not be opened a second time: when a process closes any
     * descriptor of a file, POSIX takes away all its locks of that file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LakeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock of this name.
     *
     * @param name such as {@code compaction} or {@code ingest-tweets}
     * @throws IOException if another process or this one holds it; the message names the owner's host and process id
     */
    public static LakeLock take(LakeFiles files, String name) throws IOException {
        String path = FOLDER + name + ".lock";
        Optional<Path> local = files.localPath(path);
        if (local.isEmpty()) {
            return new LakeLock(null, null);
        }
        Path folder = local.get().getParent();
        Files.createDirectories(folder);
        Path file = folder.toRealPath().resolve(local.get().getFileName());
        if (!HELD.add(file)) {
            throw refused(name, self());
        }
        try {
            return new LakeLock(file, lock(file, name));
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    /** Takes the lock of this name; empty if another process or this one holds it. */
    public static Optional<LakeLock> tryTake(LakeFiles files, String name) throws IOException {
        try {
            return Optional.of(take(files, name));
        } catch (HeldException e) {
            return Optional.empty();
        }
    }

    private static FileChannel lock(Path file, String name) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw refused(name, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((self() + "\n").getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static HeldException refused(String name, String owner) {
        return new HeldException("Cannot be the owner of " + name + " in this lake: "
                + (owner.isEmpty() ? "another process" : owner)
                + " is. Wait until it has ended, or stop it.");
    }

    private static String self() {
        return hostName() + " process " + ProcessHandle.current().pid();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host that cannot look up its own name is still one
        }
    }

    /** Gives the lock back; closing twice does nothing more. */
    @Override
    public void close() throws IOException {
        if (channel != null && channel.isOpen()) {
            channel.close();
            HELD.remove(file);
        }
    }

    /** Somebody else is the owner. */
    private static final class HeldException extends IOException {

        private static final long serialVersionUID = 1L;

        HeldException(String message) {
            super(message);
        }
    }
}
