package weir.lake.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** How Twitter spelled JSON: {@code \/}, and {@code <}, {@code >} and all beyond ASCII as escapes in lower-case hex. */
final class TwitterSpelling extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final SerializableString SLASH = new SerializedString("\\/");
    private static final SerializableString LESS = new SerializedString("\\u003c");
    private static final SerializableString GREATER = new SerializedString("\\u003e");

    private TwitterSpelling() {}

    /** As Twitter wrote. */
    static JsonFactory ascii() {
        return builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    }

    /** The same with what is beyond ASCII as it is, as other writers of the same shape do. */
    static JsonFactory unicode() {
        return builder().build();
    }

    private static JsonFactoryBuilder builder() {
        return new JsonFactoryBuilder()
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .characterEscapes(new TwitterSpelling());
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
        codes['/'] = ESCAPE_CUSTOM;
        codes['<'] = ESCAPE_CUSTOM;
        codes['>'] = ESCAPE_CUSTOM;
        return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return switch (character) {
            case '/' -> SLASH;
            case '<' -> LESS;
            case '>' -> GREATER;
            default -> null;
        };
    }
}
