package weir.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import weir.lake.command.CommandRunner;

/**
 * How a command of {@code bin/lake} ended that ran in this process.
 *
 * @param code the exit code
 * @param bytes what it wrote to standard output
 * @param err what it wrote to standard error
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Ended(int code, byte[] bytes, String err) {

    /** Runs {@code bin/lake} with these arguments. */
    public static Ended of(String... arguments) {
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = CommandRunner.run(new LakeCommand(), arguments);
            return new Ended(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
    }

    /** What it wrote to standard output, as text. */
    public String out() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
