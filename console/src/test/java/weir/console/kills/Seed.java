package weir.console.kills;

/** The seed of a run: the property {@code seed}, or one that changes with each run. It is printed. */
final class Seed {

    private Seed() {}

    static long printed(String test) {
        long seed = Long.getLong("seed", System.nanoTime() & 0xffff_ffffL);
        System.out.println(test + ": -Dseed=" + seed);
        return seed;
    }
}
