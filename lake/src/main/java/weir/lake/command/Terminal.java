package weir.lake.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches. */
public final class Terminal {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private Terminal() {}

    /** Whether standard error is a terminal that can move its cursor. Where the system does not say, a console is one. */
    static boolean standardError() {
        return !"dumb".equals(System.getenv("TERM")) && isTerminal(2);
    }

    /** Whether a person types what is read and sees what is written: standard input and standard output are a terminal. */
    public static boolean interactive() {
        return isTerminal(0) && isTerminal(1);
    }

    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal(int fileDescriptor) {
        Path file = OPEN_FILES.resolve(String.valueOf(fileDescriptor));
        if (!Files.isSymbolicLink(file)) {
            return System.console() != null;
        }
        try {
            Path target = Files.readSymbolicLink(file);
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
