package weir.console.kills;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;

/**
 * A folder into which files of numbered messages are dropped, plain, gzip and zstd in turn, each message in one of them,
 * until it is ended. Each is written under a hidden name and renamed. Of some there is a copy under another name; some go
 * away, whether they have been taken by then or not, and come back later with a new time.
 */
final class NumberedFiles implements Sent {

    private static final int MESSAGES = 5;
    private static final Duration PAUSE = Duration.ofMillis(700);
    private static final int AWAY = 10;

    private final Path folder;
    private final NumberedMessages messages;
    private final Instant begun = Clock.systemUTC().instant();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    /** The files that have gone away, those first that went first. */
    private final Map<String, byte[]> away = new LinkedHashMap<>();

    private final Thread dropping = new Thread(this::drop, "numbered-files");
    private int copies;
    private int restored;
    private volatile boolean ending;
    private volatile long last;

    private NumberedFiles(Path folder, NumberedMessages messages) {
        this.folder = folder;
        this.messages = messages;
        dropping.setDaemon(true);
    }

    /** Begins to drop files into a folder. */
    static NumberedFiles start(Path folder, NumberedMessages messages) {
        NumberedFiles files = new NumberedFiles(folder, messages);
        files.dropping.start();
        return files;
    }

    private void drop() {
        try {
            for (int number = 0; !ending; number++) {
                drop(number);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            while (!away.isEmpty()) {
                comeBack();
            }
            add(Math.toIntExact(
                    last / MESSAGES)); // behind all others, also in the order in which they settle; it stays
        } catch (IOException e) {
            failure.set(e);
        }
    }

    private void drop(int number) throws IOException {
        String name = nameOf(number);
        byte[] content = add(number);
        switch (number % 4) {
            case 1 -> {
                put("copy of " + name, content);
                copies++;
            }
            case 2 -> {
                LockSupport.parkNanos(PAUSE.toNanos()); // so that some are taken and some are not
                Files.delete(folder.resolve(name));
                away.put(name, content);
            }
            default -> {}
        }
        if (away.size() > AWAY) {
            comeBack();
        }
    }

    private static String nameOf(int number) {
        return "dropped-%06d".formatted(number);
    }

    /** Adds a file. @return what is in it */
    private byte[] add(int number) throws IOException {
        long next = last + 1;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (long message = next; message < next + MESSAGES; message++) {
            lines.writeBytes(messages.message(message, made(message)));
            lines.write('\n');
        }
        last = next + MESSAGES - 1; // before it is there: nobody can have it earlier
        byte[] content = packed(number, lines.toByteArray());
        put(nameOf(number), content);
        return content;
    }

    private void comeBack() throws IOException {
        String name = away.keySet().iterator().next();
        put(name, away.remove(name));
        restored++;
    }

    private static byte[] packed(int number, byte[] lines) throws IOException {
        return switch (number % 3) {
            case 0 -> lines;
            case 1 -> {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    gzip.write(lines);
                }
                yield packed.toByteArray();
            }
            default -> Zstd.compress(lines);
        };
    }

    private void put(String name, byte[] content) throws IOException {
        Path hidden = Files.write(folder.resolve("." + name), content);
        Files.move(hidden, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Drops no more, and brings back what has gone away. @return how many messages there are */
    long end() throws InterruptedException {
        ending = true;
        dropping.join();
        if (failure.get() != null) {
            throw new AssertionError("Cannot drop files", failure.get());
        }
        return last;
    }

    /** Copies that were made; known at the end. */
    int copies() {
        return copies;
    }

    /** Files that have gone away and come back; known at the end. */
    int restored() {
        return restored;
    }

    @Override
    public Instant made(long number) {
        return begun.plus(PAUSE.multipliedBy(number).dividedBy(MESSAGES));
    }

    @Override
    public boolean wasSent(long number) {
        return number >= 1 && number <= last;
    }

    /** Nobody is connected to a folder. */
    @Override
    public OptionalInt connection(long number) {
        return OptionalInt.empty();
    }
}
