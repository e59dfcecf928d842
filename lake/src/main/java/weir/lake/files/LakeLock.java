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
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right to be the only one who does a thing in a lake. Held by an open file of {@code state/locks}; the operating
 * system gives it back when its owner ends, however it ends. The file says who the owner is. A lake that is not on a
 * local disk has no locks: there, whoever starts two owners is on their own.
 */
public final class LakeLock implements AutoCloseable {

    private static final String FOLDER = "state/locks/";

    private static final int MAX_OWNER_BYTES = 512;
    private static final int NAME_LOOKS = 10;
    private static final long NANOS_BETWEEN_LOOKS = 20_000_000;
    private static final Pattern OWNER = Pattern.compile("(\\S+) process (\\d{1,18})");

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
        Attempt attempt = attempt(files, name);
        if (attempt.lock().isEmpty()) {
            throw new IOException("Cannot be the owner of " + name + " in this lake: " + orAnother(attempt.owner())
                    + " is. Wait until it has ended, or stop it.");
        }
        return attempt.lock().get();
    }

    /** Takes the lock of this name; empty if another process or this one holds it. */
    public static Optional<LakeLock> tryTake(LakeFiles files, String name) throws IOException {
        return attempt(files, name).lock();
    }

    /**
     * An attempt to take a lock.
     *
     * @param lock the lock; empty if somebody else holds it
     * @param owner who that is, as far as it is known
     */
    private record Attempt(Optional<LakeLock> lock, String owner) {}

    private static Attempt attempt(LakeFiles files, String name) throws IOException {
        Optional<Path> local = files.localPath(FOLDER + name + ".lock");
        if (local.isEmpty()) {
            return new Attempt(Optional.of(new LakeLock(null, null)), "");
        }
        Path folder = local.get().getParent();
        Files.createDirectories(folder);
        Path file = folder.toRealPath().resolve(local.get().getFileName());
        if (!HELD.add(file)) {
            return new Attempt(Optional.empty(), self());
        }
        boolean taken = false;
        try {
            Attempt attempt = attempt(file);
            taken = attempt.lock().isPresent();
            return attempt;
        } finally {
            if (!taken) {
                HELD.remove(file);
            }
        }
    }

    private static Attempt attempt(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (channel.tryLock() == null) {
                return new Attempt(Optional.empty(), newOwnerIn(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((self() + "\n").getBytes(StandardCharsets.UTF_8)));
            taken = true;
            return new Attempt(Optional.of(new LakeLock(file, channel)), self());
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /**
     * Who has the lock of this name, as {@code HOST process PID}; empty if nobody has. Tries the lock for a moment if its
     * last owner may be alive.
     *
     * @throws IOException if the lock cannot be tried
     */
    public static Optional<String> owner(LakeFiles files, String name) throws IOException {
        Optional<Path> local = files.localPath(FOLDER + name + ".lock");
        if (local.isEmpty() || !Files.exists(local.get())) {
            return Optional.empty();
        }
        Path file = local.get().toRealPath();
        if (HELD.contains(file)) {
            return Optional.of(self());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String owner = ownerIn(channel);
            return isDead(owner) || channel.tryLock() != null ? Optional.empty() : Optional.of(orAnother(owner));
        }
    }

    /** What the lock file of an owner says; who has just taken it needs a moment to write its name. */
    private static String newOwnerIn(FileChannel channel) throws IOException {
        String owner = ownerIn(channel);
        for (int i = 0; i < NAME_LOOKS && (owner.isEmpty() || isDead(owner)); i++) {
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
            owner = ownerIn(channel);
        }
        return isDead(owner) ? "" : owner;
    }

    /** What a lock file says, whatever is in it: its first line, without what no name has. */
    private static String ownerIn(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MAX_OWNER_BYTES);
        channel.read(content, 0);
        String text = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        String first = text.lines().findFirst().orElse("").strip();
        return OWNER.matcher(first).matches() ? first : "";
    }

    private static boolean isDead(String owner) {
        Matcher matcher = OWNER.matcher(owner);
        return matcher.matches()
                && matcher.group(1).equals(hostName())
                && ProcessHandle.of(Long.parseLong(matcher.group(2)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static String orAnother(String owner) {
        return owner.isEmpty() ? "another process" : owner;
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
}
