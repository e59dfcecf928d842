package weir.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was taken and has to be given back, the newest first. */
final class Release {

    private final Deque<Held> held = new ArrayDeque<>();

    void add(String what, Closing closing) {
        held.push(new Held(what, closing));
    }

    /** Gives everything back. @throws IOException the first failure, with later ones hanging on it */
    void all() throws IOException {
        IOException first = null;
        while (!held.isEmpty()) {
            Held next = held.pop();
            try {
                next.closing.close();
            } catch (IOException | RuntimeException e) {
                IOException failure =
                        e instanceof IOException io ? io : new IOException("Cannot close " + next.what + ": " + e, e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Gives everything back because of a failure, which further ones hang on. */
    void afterFailure(Exception failure) {
        try {
            all();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Gives one thing back. */
    @FunctionalInterface
    interface Closing {
        void close() throws IOException;
    }

    private record Held(String what, Closing closing) {}
}
