package weir.lake.sample;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The people who write: a few of them much, most of them little. Who they are hangs on the seed alone. */
final class Authors {
    private static final int PEOPLE = 4_000;
    private static final long OLDEST = Instant.parse("2007-03-01T00:00:00Z").getEpochSecond();
    private static final long FIVE_YEARS = 157_680_000;
    private static final long LONG_IDS = 700_000_000_000_000_000L;
    private static final List<String> FIRST = List.of(
            "Ana", "João", "Maria", "Pedro", "Inês", "Lucía", "José", "Zoë", "Emma", "Noah", "さくら", "ليلى", "Ayşe",
            "Jürgen", "민준", "Tiago");
    private static final List<String> LAST = List.of(
            "Silva", "Souza", "García", "Müller", "Smith", "Öztürk", "Costa", "Jones", "Pereira", "Núñez", "✨", "🦋",
            "Lima", "Moreau");
    private static final List<String> LOCATIONS = List.of(
            "Rio de Janeiro, Brasil",
            "São Paulo",
            "Lisboa",
            "Madrid, España",
            "London",
            "東京",
            "🌍",
            "in the clouds",
            "İstanbul",
            "Recife/PE");

    private final long seed;
    private final Author[] known = new Author[PEOPLE];

    Authors(long seed) {
        this.seed = seed;
    }

    Author any(SplittableRandom random) {
        double toss = random.nextDouble();
        int number = (int) (PEOPLE * toss * toss * toss);
        if (known[number] == null) {
            known[number] = author(number, new SplittableRandom(seed * PEOPLE + number));
        }
        return known[number];
    }

    private static Author author(int number, SplittableRandom random) {
        long id = random.nextBoolean()
                ? 10_000_000L + random.nextLong(3_000_000_000L)
                : LONG_IDS + random.nextLong(300_000_000_000_000_000L);
        String first = FIRST.get(random.nextInt(FIRST.size()));
        return new Author(
                id,
                random.nextInt(3) == 0 ? first : first + " " + LAST.get(random.nextInt(LAST.size())),
                screenName(number, random),
                random.nextInt(3) == 0 ? null : LOCATIONS.get(random.nextInt(LOCATIONS.size())),
                random.nextInt(4) == 0 ? "https://t.co/u" + Integer.toString(number, 36) : null,
                random.nextInt(4) == 0 ? null : description(random),
                random.nextInt(50) == 0,
                (int) (2_000_000 * StrictMath.pow(random.nextDouble(), 8)),
                random.nextInt(2_500),
                random.nextInt(60_000),
                1 + random.nextInt(120_000),
                Instant.ofEpochSecond(OLDEST + random.nextLong(FIVE_YEARS)),
                String.format(Locale.ROOT, "%06X", random.nextInt(1 << 24)),
                random.nextInt(3) > 0);
    }

    /** Its last part is the number in letters, so that no two people share a name. */
    private static String screenName(int number, SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        int syllables = 1 + random.nextInt(3);
        for (int i = 0; i < syllables; i++) {
            name.append("bcdfglmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        if (random.nextInt(3) == 0) {
            name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
        }
        return name.append('_').append(Integer.toString(number, 36)).toString();
    }

    private static String description(SplittableRandom random) {
        Tongue tongue = Tongue.any(random);
        StringBuilder description = new StringBuilder();
        int words = 3 + random.nextInt(14);
        for (int i = 0; i < words; i++) {
            description.append(tongue.word(random)).append(i % 5 == 4 ? " | " : " ");
        }
        return description.toString().strip();
    }
}
