package weir.console.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

import weir.console.Distribution.Running;

/**
 * What {@code replay extract} has given while others captured and compacted: each file has whole kept lines only, each
 * once and in their order, and all that an earlier file had. For one thread.
 */
final class Extracts {

    private final Path file;
    private BitSet before = new BitSet();
    private int files;

    Extracts(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Checks the file of an extraction that has ended. */
    void check(Running extract) {
        if (extract.awaitEnd() != 0) {
            throw new AssertionError("An extraction has failed:\n" + extract.err());
        }
        BitSet numbers = numbers();
        before.andNot(numbers);
        if (!before.isEmpty()) {
            throw new AssertionError("An extraction lacks " + before.cardinality()
                    + " lines that an earlier one had, such as " + before.nextSetBit(0));
        }
        before = numbers;
        files++;
    }

    /** Files that were checked. */
    int files() {
        return files;
    }

    /** Lines of the last file. */
    long lines() {
        return before.cardinality();
    }

    private BitSet numbers() {
        BitSet numbers = new BitSet();
        try {
            for (byte[] line : TextLines.of(Files.readAllBytes(file))) {
                Message message = Message.of(line)
                        .filter(Message::kept)
                        .orElseThrow(() -> new AssertionError("An extraction gives a line that is altered or dropped"));
                int number = Math.toIntExact(message.number());
                if (number < numbers.length()) {
                    throw new AssertionError("An extraction gives " + number + " behind " + (numbers.length() - 1));
                }
                numbers.set(number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }
}
