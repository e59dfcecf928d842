package weir.console.doctor;

import java.util.Locale;

/** Numbers as a person reads them. */
public final class Amount {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Amount() {}

    /** Bytes with a unit. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** A number with its thousands apart. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
