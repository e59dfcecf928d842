package weir.lake.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random JSON objects that mostly suit a schema, and every way of spelling them. */
final class RandomJson {

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    /** An object with some of these members, in any order, some twice if wanted. */
    String object(List<String> names, boolean twice) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(names.size() * 2); i > 0; i--) {
            String name = names.get(random.nextInt(names.size()));
            boolean again = members.stream().anyMatch(member -> member.startsWith('"' + name + '"'));
            if (twice || !again) {
                members.add('"' + name + '"' + space() + ':' + space() + value(name));
            }
        }
        return '{' + space() + String.join("," + space(), members) + '}';
    }

    /** A value whose kind is that of the name's first letters; now and then another. */
    private String value(String name) {
        if (random.nextInt(12) == 0) {
            return pick("null", "true", "\"x\"", "7", "2.5", "[]", "{}", "[1]", "{\"a\":1}");
        }
        return switch (name.charAt(0)) {
            case 'i' -> pick("0", "-1", "2147483647", "2147483648", "" + random.nextInt());
            case 'l' -> pick("0", "" + random.nextLong(), "9223372036854775808", "-0");
            case 'd', 'f' -> pick("0.5", "-2.25", "1e2", "3", "-0.0", "" + random.nextInt(1000) / 8.0);
            case 'm' -> pick("1", "2.345", "-7.005", "99999999.99", "123456789012", "1e-3");
            case 'b' -> pick("true", "false");
            case 't' -> '"' + pick("2020-02-29T10:11:12Z", "2020-02-29 10:11:12", "1969-12-31T23:59:59.123456Z") + '"';
            case 'y' -> '"' + pick("2020-02-29", "1969-12-31", "0001-01-01") + '"';
            case 'a' -> array();
            case 'o' -> object(List.of("i", "s", "d"), false);
            case 'p' -> "[" + object(List.of("i", "s"), false) + ",null," + object(List.of("s"), false) + "]";
            default -> text();
        };
    }

    private String array() {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(pick("1", "null", "-5", "2147483647"));
        }
        return "[" + space() + String.join(space() + ",", elements) + "]";
    }

    private String text() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    pick("a", "é", "\\u00e9", "😀", "\\ud83d\\ude00", "\\\"", "\\\\", "\\n", "\\/", "/", "\\u0000"));
        }
        return text.append('"').toString();
    }

    private String space() {
        return pick("", "", "", " ", "\t", "  ");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
