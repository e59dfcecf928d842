package weir.lake.files;

import java.io.IOException;

/** A file of the lake is not what it must be. The message names it; nothing was changed because of it. */
public final class CorruptLakeException extends IOException {

    private static final long serialVersionUID = 1L;

    public CorruptLakeException(String message) {
        super(message);
    }

    public CorruptLakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
