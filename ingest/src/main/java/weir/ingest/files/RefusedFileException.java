package weir.ingest.files;

import java.io.IOException;

/** A file cannot be taken as it is: it is damaged, changes, or holds more than is allowed. Others can. */
final class RefusedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedFileException(String message) {
        super(message);
    }

    RefusedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
