package weir.lake.schema;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;

/**
 * Where in the line a parser began: a parser that reads a part of the line again knows neither the bytes nor the names
 * before it.
 *
 * @param offset bytes of the line before the parser's first
 * @param pointer JSON Pointer to the value the parser began with; empty for the whole line
 */
record JacksonPlace(int offset, String pointer) {

    static final JacksonPlace LINE = new JacksonPlace(0, "");

    /** Offset in the line of the first byte of the current token. */
    int start(JsonParser parser) {
        return offset + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Offset in the line behind the current value; leaves the parser on the value's last token. */
    int end(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        return offset + (int) parser.currentLocation().getByteOffset();
    }

    /** JSON Pointer to the current value. */
    String pointer(JsonParser parser) {
        return pointer + parser.getParsingContext().pathAsPointer();
    }
}
