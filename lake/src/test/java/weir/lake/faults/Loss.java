package weir.lake.faults;

import java.util.Arrays;
import java.util.Random;

/** What a loss of power takes of what was not synced. POSIX allows each answer, for each name and file on its own. */
public interface Loss {

    /** Nothing but what was synced is left. */
    Loss EVERYTHING = new Loss() {
        @Override
        public boolean keepsChange() {
            return false;
        }

        @Override
        public byte[] left(byte[] synced, byte[] written) {
            return synced;
        }
    };

    /** Whether a name that was made, changed or removed is on the disk as it is now. */
    boolean keepsChange();

    /**
     * What is left of a file.
     *
     * @param synced its content when it was last synced
     * @param written its content now
     */
    byte[] left(byte[] synced, byte[] written);

    /** Each name and file has its own fate. */
    static Loss random(long seed) {
        Random random = new Random(seed);
        return new Loss() {
            @Override
            public boolean keepsChange() {
                return random.nextBoolean();
            }

            @Override
            public byte[] left(byte[] synced, byte[] written) {
                int cut = random.nextInt(written.length + 1);
                return switch (random.nextInt(5)) {
                    case 0 -> synced;
                    case 1 -> written;
                    case 2 -> Arrays.copyOf(written, cut);
                    case 3 -> Arrays.copyOf(Arrays.copyOf(written, cut), written.length); // zeros behind the cut
                    default -> new byte[0];
                };
            }

            @Override
            public String toString() {
                return "seed " + seed;
            }
        };
    }
}
