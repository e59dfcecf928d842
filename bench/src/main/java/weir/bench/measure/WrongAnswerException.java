package weir.bench.measure;

/** A contender gave another answer than the right one, or than the other contender. Its time means nothing then. */
public final class WrongAnswerException extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message who answers what, and what is right */
    public WrongAnswerException(String message) {
        super(message);
    }
}
