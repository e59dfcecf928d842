package weir.report;

/** What a job of Spark failed of. */
public final class JobFailure {

    private JobFailure() {}

    /**
     * The reason in a line. What Spark and Delta say of a job repeats what its tasks said, with their stack traces; what
     * happened in a task is the last cause.
     */
    public static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }
}
