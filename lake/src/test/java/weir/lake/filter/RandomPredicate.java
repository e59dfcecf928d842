package weir.lake.filter;

import java.util.List;
import java.util.Random;

import weir.lake.StreamSpec;
import weir.lake.schema.Schema;

/** Random predicates over the columns of {@link #SPEC}; {@link RandomLine} makes lines that some of them keep. */
public final class RandomPredicate {

    /** A stream with a column of every kind that a needle may come from. */
    public static final StreamSpec SPEC = new StreamSpec(
            "events",
            Schema.parse(
                    """
                    format = 1
                    columns = [
                      { name = id, type = bigint }
                      { name = at, type = timestamp }
                      { name = text, type = string, from = [extended.text, text] }
                      { name = lang, type = string }
                      { name = n, type = int }
                      { name = big, type = bigint }
                      { name = ratio, type = double }
                      { name = tags, type = "array<string>" }
                      { name = names, type = "array<string>", from = ["people[].name"] }
                      { name = user, type = "struct<name: string, id: bigint>" }
                      { name = people, type = "array<struct<name: string, id: bigint>>" }
                    ]
                    """,
                    "random predicates"),
            List.of("id"),
            "at",
            "true");

    private final Random random;

    public RandomPredicate(long seed) {
        random = new Random(seed);
    }

    /** One that nests at most so deep. */
    public String predicate(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return random.nextBoolean() ? textAtom() : atom();
        }
        return switch (random.nextInt(5)) {
            case 0 -> "NOT (" + predicate(depth - 1) + ")";
            case 1 -> "(" + predicate(depth - 1) + ") OR (" + predicate(depth - 1) + ")";
            case 2, 3 -> "(" + predicate(depth - 1) + ") AND (" + predicate(depth - 1) + ")";
            default -> "coalesce(" + predicate(depth - 1) + ", " + pick("true", "false") + ")";
        };
    }

    /** One that has needles, as a rule. */
    private String textAtom() {
        return switch (random.nextInt(8)) {
            case 0 -> text() + pick(" LIKE ", " LIKE ", " NOT LIKE ", " ILIKE ") + like();
            case 1 -> text() + pick(" = ", " <=> ", " <> ") + literal();
            case 2 -> literal() + " = " + text();
            case 3 -> text() + " IN (" + literal() + ", " + literal() + ", 'pt')";
            case 4 -> pick("contains", "startswith", "endswith") + "(" + text() + ", " + literal() + ")";
            case 5 ->
                pick("array_contains(tags, ", "array_contains(people.name, ", "array_contains(names, ") + literal()
                        + ")";
            case 6 -> pick("exists(tags, t -> t = ", "exists(people, p -> p.name = ") + literal() + ")";
            default -> pick("big", "user.id", "n") + pick(" = ", " <=> ") + number();
        };
    }

    private String atom() {
        return switch (random.nextInt(8)) {
            case 0 -> pick("text", "lang") + pick(" < ", " >= ") + literal();
            case 1 -> pick("upper(lang)", "lower(text)", "trim(text)") + " = " + literal();
            case 2 ->
                pick("lang", "text", "upper(lang)") + " " + pick("", "NOT ") + "IN (" + literal() + ", 'pt', NULL)";
            case 3 ->
                pick("id", "n", "n + 1", "id % 7", "length(text)") + pick(" = ", " > ", " <= ") + random.nextInt(9);
            case 4 -> pick("id", "at", "text", "lang", "n", "tags") + pick(" IS NULL", " IS NOT NULL");
            case 5 -> "at " + pick("<", ">=", "=") + pick(" '2020-02-29'", " timestamp'2020-02-29 10:11:12'");
            case 6 -> pick("hour(at) = 10", "date(at) = '2020-02-29'", "n BETWEEN 2 AND 5", "ratio = 1000.0");
            default ->
                pick("size(tags) > 1", "tags[0] = 'b'", "exists(tags, t -> t > 'a')", "people[0].name = 'a#DSD'");
        };
    }

    private String text() {
        return pick("text", "text", "lang", "user.name", "tags[0]", "people[0].name", "nvl(lang, text)");
    }

    private String number() {
        return pick("1234567", "-98765", "1000", "9223372036854775807", "12");
    }

    private String like() {
        return "'" + pick("%#DSD%", "a%", "%é%", "_", "%", "%\\\\_%", "", "%A%", "%#D_D%", "%😀%", "%/x\"%", "%a#%é%")
                + "'";
    }

    private String literal() {
        return "'"
                + pick(
                        "es", "pt", "#DSD", "é", "", "a", "ES", "a#DSDé", "😀", "#DSD😀", "a/x", "\\\\", "?", "??",
                        "\"x\"", "é😀")
                + "'";
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
