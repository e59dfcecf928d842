package weir.console.doctor;

/**
 * What was found of one thing.
 *
 * @param level how good or bad it is
 * @param what the thing
 * @param found how it is
 * @param fix what to do; empty if there is nothing to do
 */
record Finding(Level level, String what, String found, String fix) {

    static Finding ok(String what, String found) {
        return new Finding(Level.OK, what, found, "");
    }

    static Finding warn(String what, String found, String fix) {
        return new Finding(Level.WARN, what, found, fix);
    }

    static Finding fail(String what, String found, String fix) {
        return new Finding(Level.FAIL, what, found, fix);
    }

    /** One line for a person. */
    String line() {
        String line = "%-4s  %s: %s".formatted(level.text(), what, found.replaceAll("\\s*\\R\\s*", " "));
        return fix.isEmpty() ? line : (line.endsWith(".") ? line : line + ".") + " " + fix;
    }
}
