package weir.lake.files;

/**
 * Something in a lake that is not what it should be.
 *
 * @param where the file, and the place in it if that is known
 * @param expected what should be there, and who says so
 * @param found what is there
 * @param advice what a person can do
 */
public record Mismatch(String where, String expected, String found, String advice) {

    /** A file that cannot be read as what it is; the message says why. */
    public static Mismatch unreadable(String where, String what, Exception reason, String advice) {
        return new Mismatch(where, what, String.valueOf(reason.getMessage()), advice);
    }
}
