package weir.ingest;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's master URLs for threads of this process: {@code local}, {@code local[4]}, {@code local[*]}. */
final class LocalMaster {

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(,\\d+)?])?");

    private LocalMaster() {}

    /** How many tasks run at once; empty if the master is not local. */
    static OptionalInt threads(String master, int processors) {
        Matcher matcher = LOCAL.matcher(master.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        String threads = matcher.group(1) == null ? "1" : matcher.group(1);
        return OptionalInt.of(threads.equals("*") ? processors : Integer.parseInt(threads));
    }

    /**
     * A local master with at least so many threads; any other one as it is. Each receiver keeps a thread for itself, and
     * with none left Spark would receive and never write.
     */
    static String atLeast(String master, int wanted, int processors) {
        OptionalInt threads = threads(master, processors);
        if (threads.isEmpty() || threads.getAsInt() >= wanted) {
            return master;
        }
        Matcher matcher = LOCAL.matcher(master.toLowerCase(Locale.ROOT));
        String failures = matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
        return "local[" + wanted + failures + "]";
    }
}
