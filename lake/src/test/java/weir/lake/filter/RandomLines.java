package weir.lake.filter;

import java.io.ByteArrayOutputStream;
import java.util.Random;

import weir.lake.Lines;

/** Random lines: JSON in every spelling, and what looks like it. */
final class RandomLines {

    private static final String[] SPACES = {
        "", "", "", "", "", " ", "\t", "\n", "\r", "  \t ", "        ", "\f", "\u00a0"
    };
    private static final String[] NUMBERS =
            ("0 -0 0.0 -0.0 1 -1 17 2147483647 2147483648 -2147483648 -2147483649 999999999999999999 "
                            + "-99999999999999999 9223372036854775807 9223372036854775808 -9223372036854775808 "
                            + "-9223372036854775809 18446744073709551616 1e2 1E+2 1e-2 -1.5e300 1e400 -1e400 1e-400 4.9e-324 "
                            + "0.1 0.30000000000000004 -3.703790 40.41677540 9007199254740993.0 9007199254740992.0 "
                            + "900719925474099.3 90071992547409.93 123456789012345.67 1.7976931348623157e308 3.4028236e38 "
                            + "16777217.0 99999999.99 1.005 -7.005 1e99999999999 1e-99999999999 18000 1579046400000 01 -01 00 "
                            + "1. .5 +1 - --1 1e 1e+ 1.e5 -.5 0x10 1_0 NaN -Infinity Infinity 1.5.5 1-1")
                    .split(" ", -1);
    private static final String[] TIMES =
            ("Wed Oct 10 20:19:24 +0000 2018|wed oct 10 20:19:24 +0000 2018|Thu Oct 10 20:19:24 +0000 2018|"
                            + "Wed Oct 10 20:19:24 +0200 2018|Wed Oct 10 24:00:00 +0000 2018|Wed Feb 29 20:19:24 +0000 2018|"
                            + "Sat Feb 29 20:19:24 +0000 2020|Wed Oct 1 20:19:24 +0000 2018|Wdd Oct 10 20:19:24 +0000 2018|"
                            + "Wed Okt 10 20:19:24 +0000 2018|Wed Oct 10 20:19:60 +0000 2018|Wed Oct 10 20:19:24 +0000 0000|"
                            + "Wed Oct 10 20:19:24 -0000 2018|Wed Oct 10 20:19:24 Z 2018|2018-10-10T20:19:24Z|"
                            + "2018-10-10T20:19:24.5Z|2018-10-10 20:19:24Z|2018-10-10T20:19:24|2018-10-10|"
                            + "2018-10-10t20:19:24z|2018-02-30T20:19:24Z|0000-01-01T00:00:00Z|0001-01-01T00:00:00Z|"
                            + "9999-12-31T23:59:59Z|2018-10-10T20:19:24+02:00|2018-1-10T20:19:24Z|2018-13-10T20:19:24Z|"
                            + "2018-00-10T20:19:24Z|1579046400000|-1579046400000|+1579046400|1579046400.5|"
                            + "99999999999999999999|")
                    .split("\\|", -1);
    private static final String[] TEXT =
            ("a abcdefgh é ñandú 😀 漢 \u007f \uFEFF \\u00e9 \\u00E9 \\u0041 \\ud83d\\ude00 \\uD83D\\uDE00 "
                            + "\\ud83d \\ude00 \\ud83d\\ud83d\\ude00 \\ude00\\ud83d \\ud83dx \\ud83d\\n \\ud83d😀 \\u0000 "
                            + "\\u001f \\\" \\\\ \\/ \\b \\f \\n \\r \\t / #DSD \\uffff \\u20ac \\u07ff \\u0800 ? ' { ] ,")
                    .split(" ", -1);
    private static final String[] BAD_TEXT = {
        "\\u12",
        "\\u12g4",
        "\\x41",
        "\\U0041",
        "\\'",
        "\\",
        "\n",
        "\t",
        "\0",
        "\u001f",
        "\\u",
        "\\ud83d\\u",
        "\\u+123",
        "\""
    };
    private static final String[] LITERALS =
            ("true false null True nul nulll truefalse TRUE undefined tru \"NaN\" \"INF\" \"-INF\" "
                            + "\"+Infinity\" \"nan\" \"\" /**/1 # 'a' ")
                    .split(" ", -1);

    private final Random random;
    private final String[] names;

    RandomLines(long seed, String... names) {
        this.random = new Random(seed);
        this.names = names;
    }

    byte[] next() {
        String line =
                switch (random.nextInt(40)) {
                    case 0 -> value(0);
                    case 1 -> object(0) + space() + value(1);
                    case 2 -> "\uFEFF" + object(0);
                    case 3 -> space() + object(0) + space();
                    case 4 -> "[".repeat(random.nextInt(3)) + object(0) + "]".repeat(random.nextInt(3));
                    default -> object(0);
                };
        byte[] bytes = Lines.utf8(line);
        for (int i = random.nextInt(8) - 5; i > 0 && bytes.length > 0; i--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    /** A line with one byte or more changed, added, taken away, repeated or cut off. */
    byte[] mutated(byte[] line) {
        int at = random.nextInt(line.length);
        int width = 1 + random.nextInt(3);
        int after = Math.min(line.length, at + width);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(line, 0, at);
        switch (random.nextInt(7)) {
            case 0 -> changed.write(line[at] ^ (1 << random.nextInt(8)));
            case 1 -> changed.write(random.nextInt(256));
            case 2 -> changed.write("\"\\{}[],:0\0".charAt(random.nextInt(10)));
            case 3 -> after = at;
            case 4 -> changed.write(line, at, after - at);
            case 5 -> after = line.length;
            default -> after = at + 1;
        }
        int rest = Math.min(after, line.length);
        if (random.nextInt(4) == 0) {
            changed.write(random.nextInt(256));
        }
        changed.write(line, rest, line.length - rest);
        return changed.toByteArray();
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        if (depth == 0 && random.nextBoolean()) {
            object.append("\"id\":").append(random.nextInt());
        }
        int members = random.nextInt(depth == 0 ? 8 : 4);
        for (int i = 0; i < members; i++) {
            object.append(object.length() == 1 ? "" : ",")
                    .append(space())
                    .append(name())
                    .append(space())
                    .append(':');
            object.append(space()).append(value(depth + 1)).append(space());
        }
        return object.append(random.nextInt(200) == 0 ? ",}" : "}").toString();
    }

    private String array(int depth) {
        StringBuilder array = new StringBuilder("[");
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            array.append(i == 0 ? "" : ",")
                    .append(space())
                    .append(value(depth + 1))
                    .append(space());
        }
        return array.append(random.nextInt(200) == 0 ? ",]" : "]").toString();
    }

    private String value(int depth) {
        int kind = random.nextInt(depth > 4 ? 7 : 12);
        return switch (kind) {
            case 0 -> NUMBERS[random.nextInt(random.nextInt(8) == 0 ? NUMBERS.length : 44)];
            case 1 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 2 -> Double.toString(random.nextInt(1_000_000) / Math.pow(10, random.nextInt(9)));
            case 3 -> LITERALS[random.nextInt(random.nextInt(20) == 0 ? LITERALS.length : 3)];
            case 4 -> '"' + TIMES[random.nextInt(TIMES.length)] + '"';
            case 5, 6 -> '"' + text() + '"';
            case 7, 8 -> array(depth);
            default -> object(depth);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(6) == 0 ? 40 : 5); i > 0; i--) {
            text.append(random.nextInt(150) == 0 ? pick(BAD_TEXT) : pick(TEXT));
        }
        return text.toString();
    }

    /** A name that matters or nearly does, with some of its letters spelled by escapes now and then. */
    private String name() {
        String name = random.nextInt(10) == 0 ? text() : pick(names);
        if (random.nextInt(12) == 0) {
            name = name + pick(TEXT);
        }
        if (random.nextInt(6) == 0 && !name.isEmpty() && name.charAt(0) >= ' ' && name.charAt(0) != '\\') {
            int at = random.nextInt(name.length());
            if (name.indexOf('\\') < 0 && name.charAt(at) != '"') {
                name = name.substring(0, at) + "\\u%04x".formatted((int) name.charAt(at)) + name.substring(at + 1);
            }
        }
        return '"' + name + '"';
    }

    private String space() {
        return SPACES[random.nextInt(random.nextInt(100) == 0 ? SPACES.length : 11)];
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
