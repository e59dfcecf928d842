package weir.lake.command;

/** How a command ended, as the shell sees it. */
public enum ExitCode {
    /** What was asked for is done. */
    DONE(0),
    /** It failed; the message says why. */
    FAILED(1),
    /** The command line or the configuration is wrong; nothing was begun. */
    USAGE(2),
    /** A person must decide: whether a commit happened is unknown, or coverage was required and has gaps. */
    DECISION_NEEDED(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }
}
