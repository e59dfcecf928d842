package weir.lake.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import weir.lake.config.ConfigException;

/**
 * An exception as a person reads it: one message, and the exit code it ends the command with.
 *
 * @param message what failed and, where it says more, the first cause
 * @param code how the command ends
 * @param expected whether the message is all there is to know; else a stack trace may help
 */
record Failure(String message, ExitCode code, boolean expected) {

    static Failure of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Throwable first = chain.get(0);
        Throwable root = chain.get(chain.size() - 1);
        String message = text(first);
        String cause = text(root);
        boolean causeSaysMore = root != first && !message.contains(cause) && !message.contains(messageOr(root, cause));
        return new Failure(causeSaysMore ? message + ": " + cause : message, code(chain), expected(first));
    }

    private static ExitCode code(List<Throwable> chain) {
        for (Throwable thrown : chain) {
            if (thrown instanceof DecisionNeededException) {
                return ExitCode.DECISION_NEEDED;
            }
            if (thrown instanceof ConfigException) {
                return ExitCode.USAGE;
            }
        }
        return ExitCode.FAILED;
    }

    private static boolean expected(Throwable thrown) {
        boolean type = thrown instanceof ConfigException
                || thrown instanceof DecisionNeededException
                || thrown instanceof IOException
                || thrown instanceof UncheckedIOException
                || thrown instanceof InterruptedException
                || thrown.getClass() == IllegalArgumentException.class
                || thrown.getClass() == IllegalStateException.class
                || thrown.getClass().getName().startsWith("weir.");
        return type && thrown.getMessage() != null;
    }

    /** From the first exception that says something to the last cause; wrappers without a word of their own are left out. */
    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable link = thrown; link != null && seen.add(link); link = link.getCause()) {
            if (!onlyWraps(link)) {
                chain.add(link);
            }
        }
        return chain;
    }

    private static boolean onlyWraps(Throwable thrown) {
        Throwable cause = thrown.getCause();
        if (cause == null || cause == thrown) {
            return false;
        }
        return thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown.getMessage() == null
                || thrown.getMessage().equals(cause.toString());
    }

    private static String text(Throwable thrown) {
        if (thrown.getMessage() == null || thrown.getMessage().isBlank()) {
            return thrown.getClass().getSimpleName();
        }
        String message = withoutStack(thrown.getMessage());
        if (thrown instanceof NoSuchFileException) {
            return "there is no file " + message;
        }
        if (thrown instanceof AccessDeniedException) {
            return "permission denied: " + message;
        }
        if (thrown instanceof FileSystemException || thrown instanceof BindException || plain(thrown)) {
            return message;
        }
        return thrown.getClass().getSimpleName() + ": " + message;
    }

    private static boolean plain(Throwable thrown) {
        return expected(thrown) && !(thrown instanceof java.net.UnknownHostException);
    }

    /** Spark's message about a job has the stack trace of a task in it. */
    private static String withoutStack(String message) {
        int stack = message.indexOf("\n\tat ");
        return stack < 0 ? message : message.substring(0, stack);
    }

    private static String messageOr(Throwable thrown, String otherwise) {
        return thrown.getMessage() == null ? otherwise : thrown.getMessage();
    }
}
