package weir.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Sha256;
import weir.lake.history.Piece;
import weir.lake.history.Selection;

/**
 * The file of an extraction: there when it is whole, and not before. What is written so far has {@code .part} behind its name,
 * and {@code .part.json} says how far that is, so that the same extraction goes on there when it was killed or failed. For
 * one thread; of several processes with the same file one works.
 */
final class ExtractedFile {

    /** So many bytes of the lake are read between two marks: a second of work, or some. */
    private static final long MARK_BYTES = 256L << 20;

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path whole;
    private final Path part;
    private final Path mark;
    private final long markBytes;

    ExtractedFile(Path file) {
        this(file, MARK_BYTES);
    }

    /** @param markBytes how many bytes of the lake are read at least between two marks */
    ExtractedFile(Path file, long markBytes) {
        this.whole = file.toAbsolutePath();
        this.part = whole.resolveSibling(whole.getFileName() + ".part");
        this.mark = whole.resolveSibling(whole.getFileName() + ".part.json");
        this.markBytes = markBytes;
    }

    /**
     * Writes the file, from where an earlier attempt at the same was, if there was one.
     *
     * @param selection what to read
     * @param words is told whether this goes on or begins again
     * @param progress is told of the bytes of each piece that is done, also of those that were done before
     * @return how many lines the file has
     * @throws IOException if it cannot be written; what an earlier file of this name had stays
     */
    long write(Extraction extraction, Selection selection, Consumer<String> words, LongConsumer progress)
            throws IOException {
        if (!Files.isDirectory(whole.getParent())) {
            throw new IOException("Cannot write %s: there is no folder %s".formatted(whole, whole.getParent()));
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            Begun begun = begun(extraction, selection, channel.size(), words);
            channel.truncate(begun.bytes()).position(begun.bytes());
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            Marks marks = new Marks(selection.pieces(), channel, begun);
            long kept;
            try {
                progress.accept(selection.first(begun.pieces()).bytes());
                kept = extraction.run(selection.from(begun.pieces()), out, marks, progress);
            } catch (IOException | RuntimeException e) {
                if (!Files.exists(mark)) {
                    Files.deleteIfExists(part);
                }
                throw e;
            }
            Files.move(
                    part, whole, StandardCopyOption.REPLACE_EXISTING); // still locked: nobody else takes it for theirs
            Files.deleteIfExists(mark);
            return begun.kept() + kept;
        }
    }

    private void lock(FileChannel channel) throws IOException {
        boolean taken;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            taken = false; // by this very process
        }
        if (!taken || !Files.exists(part)) {
            throw new IOException("Cannot write " + whole + ": somebody else is writing " + part);
        }
    }

    /** What of an earlier attempt can be used. */
    private Begun begun(Extraction extraction, Selection selection, long written, Consumer<String> words)
            throws IOException {
        Begun nothing = Begun.nothing(extraction.identity());
        if (!Files.exists(mark)) {
            return nothing;
        }
        Optional<String> other;
        Begun before = nothing;
        try {
            before = Begun.parse(Files.readAllBytes(mark), mark.toString());
            other = difference(before, nothing.job(), selection, written);
        } catch (CorruptLakeException e) {
            other = Optional.of(e.getMessage());
        }
        if (other.isPresent()) {
            words.accept("Begins again, and does not go on with %s: %s".formatted(part, other.get()));
            Files.delete(mark);
            return nothing;
        }
        words.accept("Goes on with %s, which has %d lines".formatted(part, before.kept()));
        return before;
    }

    private static Optional<String> difference(Begun before, String job, Selection selection, long written) {
        if (!before.job().equals(job)) {
            return Optional.of("that is of another stream, range, filter or schema, or something was deleted since");
        }
        if (before.pieces() > selection.pieces().size()
                || !identity(selection.first(before.pieces()).pieces()).equals(before.read())) {
            return Optional.of("what it was read from has changed since, as by a compaction");
        }
        return written < before.bytes()
                ? Optional.of("it has %d bytes of %d".formatted(written, before.bytes()))
                : Optional.empty();
    }

    /** Equal for the same places with the same checksums: 64 hex digits. */
    private static String identity(List<Piece> pieces) {
        MessageDigest digest = Sha256.digest();
        feed(digest, pieces);
        return Sha256.hex(digest);
    }

    private static void feed(MessageDigest digest, List<Piece> pieces) {
        pieces.forEach(piece -> digest.update(piece.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Says how far the file is, whenever enough was read since. */
    private final class Marks implements Extraction.Milestones {

        private final List<Piece> pieces;
        private final FileChannel channel;
        private final Begun begun;
        private final MessageDigest read = Sha256.digest();
        private int fed;
        private long unmarkedBytes;

        Marks(List<Piece> pieces, FileChannel channel, Begun begun) {
            this.pieces = pieces;
            this.channel = channel;
            this.begun = begun;
        }

        @Override
        public void reached(int count, long bytes, long kept) throws IOException {
            unmarkedBytes += bytes;
            if (unmarkedBytes < markBytes) {
                return;
            }
            unmarkedBytes = 0;
            channel.force(false);
            int done = begun.pieces() + count;
            feed(read, pieces.subList(fed, done));
            fed = done;
            Begun now = new Begun(
                    begun.job(), done, Sha256.hex(Sha256.copy(read)), channel.position(), begun.kept() + kept);
            Path next = mark.resolveSibling(mark.getFileName() + ".tmp");
            Files.write(next, now.document());
            Files.move(next, mark, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
