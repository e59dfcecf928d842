package weir.lake.faults;

/** The process was killed here. An error, so that no handler of exceptions takes it for something to recover from. */
public final class Stopped extends Error {

    private static final long serialVersionUID = 1L;

    Stopped(String message) {
        super(message);
    }
}
