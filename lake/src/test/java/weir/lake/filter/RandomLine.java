package weir.lake.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Random lines with the columns of {@link RandomPredicate#SPEC}, in every spelling that JSON has. */
public final class RandomLine {

    private final Random random;

    public RandomLine(long seed) {
        random = new Random(seed);
    }

    /** A whole one. */
    public String line() {
        return "{" + space() + name("id") + random.nextInt(20)
                + member("text", string(text()))
                + member("text", string(text()), 12)
                + member("extended", "{" + name("text") + string(text()) + "}", 3)
                + member("lang", pick(string("es"), string("pt"), "\"ES\""))
                + member("n", pick("" + random.nextInt(9), "1234567", "1000", "-98765"))
                + member("big", pick("1234567", "-98765", "1000", "1e3", "12", "9223372036854775807", "-0", "10.0"))
                + member("ratio", pick("1000", "1e3", "1000.0", "10.00E2", "0.5"))
                + member("at", '"' + time() + '"')
                + member("tags", pick("[]", array(), array(), "[null," + string("c") + "]", "\"#DSD\""))
                + member("user", pick(person(), person(), "null", "[\"#DSD\"]", "\"#DSD\""))
                + member("people", pick("[]", "[" + person() + "]", "[" + person() + ",null," + person() + "]"))
                + member("deep", pick("{\"a\":[{\"text\":" + string("#DSD") + "}]}", "[[[" + string(text()) + "]]]"), 4)
                + space() + "}";
    }

    private String person() {
        return "{" + name("name") + string(text()) + member("id", pick("1234567", "1000", "null")) + "}";
    }

    private String array() {
        return "[" + string(text()) + "," + space() + string(pick("a", "b", "#DSD", "é")) + "]";
    }

    private String member(String name, String value) {
        return random.nextInt(6) == 0 ? pick("", "," + name(name) + "null") : "," + space() + name(name) + value;
    }

    /** A member that one line in so many has. */
    private String member(String name, String value, int in) {
        return random.nextInt(in) == 0 ? "," + name(name) + value : "";
    }

    private String name(String name) {
        return (random.nextInt(20) == 0 ? string(name) : '"' + name + '"') + space() + ":" + space();
    }

    private String text() {
        return pick("", "#", "a", "x", "\\")
                + pick("#DSD", "#DSD", "DSD", "dsd", "", "_", "#D", "a/x", "\"x\"", "?")
                + pick("", "é", "😀", "\n", "\t", "\u0000", "é😀", "日本", "\uD83D", "\uDE00");
    }

    /** A string of JSON: each unit as itself, where that is allowed, or escaped in one way or another. */
    private String string(String text) {
        int style = random.nextInt(4);
        StringBuilder spelled = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            boolean pair = Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            boolean plain = style < 2 || (style == 2 && random.nextBoolean());
            if (pair && plain) {
                spelled.appendCodePoint(text.codePointAt(i++));
            } else {
                spelled.append(unit(text.charAt(i), plain && !Character.isSurrogate(text.charAt(i))));
            }
        }
        return spelled.append('"').toString();
    }

    private String unit(char unit, boolean plain) {
        int at = "\"\\/\b\f\n\r\t".indexOf(unit);
        if (at >= 0 && (plain || random.nextBoolean())) {
            return unit == '/' && random.nextBoolean() ? "/" : "\\" + "\"\\/bfnrt".charAt(at);
        }
        if (plain && unit >= 0x20) {
            return String.valueOf(unit);
        }
        return ("\\u" + (random.nextBoolean() ? "%04x" : "%04X")).formatted((int) unit);
    }

    private String time() {
        return pick(
                "2020-02-29T10:11:12Z", "2020-02-28T23:59:59.999999Z", "2020-02-29T00:00:00", "2019-01-01T02:00:00Z");
    }

    /** A line that is damaged: bytes are changed, put in or left out, or it ends too early. */
    public byte[] damaged() {
        byte[] line = line().getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(line.length);
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(line, at);
            case 1 -> {
                line[at] = (byte) random.nextInt(1 << Byte.SIZE);
                yield line;
            }
            default -> {
                byte[] longer = Arrays.copyOf(line, line.length + 1);
                System.arraycopy(line, at, longer, at + 1, line.length - at);
                longer[at] = (byte) pick("\u0000", "\\", "\"", "{", "#").charAt(0);
                yield longer;
            }
        };
    }

    private String space() {
        return pick("", "", "", "", " ", "\t", "  ");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
