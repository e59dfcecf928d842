package weir.console;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A line of any bytes as text that a terminal can show. */
public final class PrintableLine {

    private static final int MAX_CHARACTER_BYTES = 4;

    private PrintableLine() {}

    /** Printable characters as they are; the bytes of everything else as {@code \xHH}. */
    public static String of(byte[] line) {
        StringBuilder text = new StringBuilder(line.length);
        int i = 0;
        while (i < line.length) {
            int length = characterAt(line, i);
            if (length > 0) {
                text.append(new String(line, i, length, StandardCharsets.UTF_8));
                i += length;
            } else {
                text.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(line[i]));
                i++;
            }
        }
        return text.toString();
    }

    /** How many bytes the printable character has that begins here; 0 if there is none. */
    private static int characterAt(byte[] line, int from) {
        for (int length = 1; length <= Math.min(MAX_CHARACTER_BYTES, line.length - from); length++) {
            try {
                CharBuffer character = StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(line, from, length));
                return isPrintable(Character.codePointAt(character, 0)) ? length : 0;
            } catch (CharacterCodingException e) {
                // longer, or none
            }
        }
        return 0;
    }

    /** Not what is invisible or changes the direction of what follows. */
    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
