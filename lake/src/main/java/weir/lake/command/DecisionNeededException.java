package weir.lake.command;

/**
 * The command cannot go on by itself: a person must look and decide, and until then nothing may be changed or deleted.
 * Ends the command with exit code 3. The message says what to look at and what the choices are.
 */
public class DecisionNeededException extends RuntimeException {
    public DecisionNeededException(String message) {
        super(message);
    }

    public DecisionNeededException(String message, Throwable cause) {
        super(message, cause);
    }
}
