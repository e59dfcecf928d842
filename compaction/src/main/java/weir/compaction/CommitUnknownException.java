package weir.compaction;

import weir.lake.command.DecisionNeededException;

/**
 * A commit failed, and whether it is in the table could not be found out. Nothing was removed and nothing may be, until
 * a person has looked.
 */
public final class CommitUnknownException extends DecisionNeededException {

    private static final long serialVersionUID = 1L;

    CommitUnknownException(String message) {
        super(message);
    }

    CommitUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
