package weir.ingest.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.Function;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;

import weir.ingest.feed.FailedBatch;

/**
 * A file cannot be taken as it is; others can. Whatever goes wrong while a file is read becomes one of these, and nothing
 * else does: an error of the lake is none.
 */
final class RefusedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    private RefusedFileException(Refusal refusal, Throwable cause) {
        super(refusal.reason(), cause);
        this.refusal = refusal;
    }

    /** What the file holds is the reason. */
    static RefusedFileException ofContent(String reason) {
        return new RefusedFileException(new Refusal(reason, false), null);
    }

    /** It has changed while it was read. */
    static RefusedFileException ofChange(String reason) {
        return new RefusedFileException(new Refusal(reason, true), null);
    }

    /** Its bytes are no gzip or zstd, as the error says; or an interruption, which is no fault of the file. */
    static IOException damaged(Exception error) {
        return of(error, RefusedFileException::damage);
    }

    /** Its bytes cannot be had, as the error says; or an interruption, which is no fault of the file. */
    static IOException unreadable(Exception error) {
        return of(error, RefusedFileException::obstacle);
    }

    private static IOException of(Exception error, Function<Throwable, String> reason) {
        if (error instanceof RefusedFileException refused) {
            return refused;
        }
        Throwable root = FailedBatch.root(error);
        if (FailedBatch.isInterruption(root)) {
            return error instanceof IOException thrown ? thrown : new IOException(error);
        }
        return new RefusedFileException(new Refusal(reason.apply(root), true), error);
    }

    private static String damage(Throwable root) {
        if (root instanceof ZstdIOException zstd && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
            return "it needs a window above 128 MiB to be expanded; compress it with --long=27 or less";
        }
        return "it is damaged or not complete (" + text(root) + "); put a whole one in its place";
    }

    private static String obstacle(Throwable root) {
        return root instanceof FileNotFoundException || root instanceof NoSuchFileException
                ? "it is gone, or may not be read (" + text(root) + "); let the user of bin/ingest read it"
                : "it cannot be read (" + text(root) + "); see that the user of bin/ingest can read it";
    }

    private static String text(Throwable root) {
        return root.getClass().getSimpleName() + ": " + FailedBatch.reason(root);
    }

    Refusal refusal() {
        return refusal;
    }
}
