package weir.lake.filter;

import java.util.Random;

/** Random predicates over the columns of {@link weir.lake.Lines#events}, and random lines that fit them. */
final class RandomPredicate {

    private final Random random;

    RandomPredicate(long seed) {
        random = new Random(seed);
    }

    String predicate(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return atom();
        }
        return switch (random.nextInt(4)) {
            case 0 -> "NOT (" + predicate(depth - 1) + ")";
            case 1 -> "(" + predicate(depth - 1) + ") OR (" + predicate(depth - 1) + ")";
            case 2 -> "(" + predicate(depth - 1) + ") AND (" + predicate(depth - 1) + ")";
            default -> "coalesce(" + predicate(depth - 1) + ", " + pick("true", "false") + ")";
        };
    }

    private String atom() {
        return switch (random.nextInt(8)) {
            case 0 -> pick("text", "lang") + " " + pick("", "NOT ") + pick("LIKE ", "ILIKE ") + like();
            case 1 -> pick("text", "lang") + " " + pick("=", "<>", "<", ">=", "<=>") + " " + literal();
            case 2 ->
                pick("lang", "text", "upper(lang)") + " " + pick("", "NOT ") + "IN (" + literal() + ", 'pt', NULL)";
            case 3 ->
                pick("id", "n", "n + 1", "id % 7", "length(text)") + pick(" = ", " > ", " <= ") + random.nextInt(9);
            case 4 -> pick("id", "at", "text", "lang", "n", "tags") + pick(" IS NULL", " IS NOT NULL");
            case 5 -> "at " + pick("<", ">=", "=") + pick(" '2020-02-29'", " timestamp'2020-02-29 10:11:12'");
            case 6 -> pick("hour(at) = 10", "date(at) = '2020-02-29'", "dayofweek(at) = 7", "n BETWEEN 2 AND 5");
            default ->
                pick("array_contains(tags, 'a')", "size(tags) > 1", "tags[0] = 'b'", "exists(tags, t -> t > 'a')");
        };
    }

    private String like() {
        return "'" + pick("%#DSD%", "a%", "%é%", "_", "%", "%\\\\_%", "", "%A%") + "'";
    }

    private String literal() {
        return "'" + pick("es", "pt", "#DSD", "é", "", "a", "ES") + "'";
    }

    String line() {
        return "{\"id\":" + random.nextInt(20) + member("text", text())
                + member("lang", pick("\"es\"", "\"pt\"", "\"ES\"")) + member("n", "" + random.nextInt(9))
                + member("at", '"' + time() + '"') + member("tags", tags()) + "}";
    }

    private String member(String name, String value) {
        return random.nextInt(6) == 0 ? pick("", ",\"" + name + "\":null") : ",\"" + name + "\":" + value;
    }

    private String text() {
        return '"'
                + pick("", "\\u0023", "#", "a")
                + pick("DSD", "\\u0044SD", "dsd", "", "_")
                + pick("", "é", "\\u00e9")
                + '"';
    }

    private String time() {
        return pick(
                "2020-02-29T10:11:12Z", "2020-02-28T23:59:59.999999Z", "2020-02-29T00:00:00", "2019-01-01T02:00:00Z");
    }

    private String tags() {
        return pick("[]", "[\"a\"]", "[\"b\",\"a\"]", "[null,\"c\"]", "[\"\",\"\\u0061\"]");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
