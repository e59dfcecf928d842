package weir.ingest.twitter;

import java.io.IOException;

/** The source refuses the stream and a further attempt cannot help; the message says what a person can do. */
public final class SourceRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    public SourceRefusedException(String message) {
        super(message);
    }
}
