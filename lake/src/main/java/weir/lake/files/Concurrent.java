package weir.lake.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Looks at many small files at once, on all processors. */
public final class Concurrent {

    private Concurrent() {}

    /** What is done with one of them. */
    @FunctionalInterface
    public interface Reading<T, R> {
        /** Reads what there is to read of it. */
        R of(T item) throws IOException;
    }

    /**
     * What the reading gives of each item, in the order of the items. Several threads read at once.
     *
     * @throws IOException what the reading of one of the items has thrown
     */
    public static <T, R> List<R> map(Collection<T> items, Reading<T, R> reading) throws IOException {
        try {
            return items.parallelStream().map(item -> unchecked(item, reading)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <T, R> R unchecked(T item, Reading<T, R> reading) {
        try {
            return reading.of(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
