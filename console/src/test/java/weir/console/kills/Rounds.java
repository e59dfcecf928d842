package weir.console.kills;

/** How often something is done: as a property says, or by default; with the profile {@code long} more often. */
final class Rounds {

    private Rounds() {}

    static int of(String property, int inShort, int inLong) {
        return Integer.getInteger(property, Boolean.getBoolean("weir.test.long") ? inLong : inShort);
    }
}
