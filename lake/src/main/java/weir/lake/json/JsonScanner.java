package weir.lake.json;

import java.text.ParseException;
import java.util.Arrays;

import weir.lake.bytes.Word;

/**
 * Reads JSON texts (RFC 8259) part by part, and makes no objects of what is skipped. It stands before or behind a value:
 * {@link #enter} and {@link #next} go to the parts of an object or array, {@link #member} reads a name, and {@link #skip}
 * goes behind a value, whose spelling and text can then be asked for. Whatever is read or skipped is checked. Nested at
 * most 1,000 deep; strings and numbers of any length; a byte order mark before the text is ignored. Reused from text to
 * text by one thread.
 *
 * <p>A {@link ParseException} says what breaks the grammar, and its offset is that of the byte in the text.
 */
public final class JsonScanner {

    private static final int MAX_DEPTH = 1_000;
    private static final int NOTHING = -1;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private byte[] buffer = {};
    private int start;
    private int end;
    private int at;

    private int depth;
    /** At each depth, whether the parts are an object's. */
    private final boolean[] inObject = new boolean[MAX_DEPTH + 1];

    private boolean ascii;

    private int from;
    private boolean escaped;
    private boolean whole;
    private byte[] decoded = {};

    /**
     * Begins with another text. In its strings it may have bytes that are not UTF-8: to find them is for the caller, see
     * {@link #isAscii}. The bytes must not change while it is read.
     */
    public void reset(byte[] text, int offset, int length) {
        buffer = text;
        start = offset;
        end = offset + length;
        at = offset;
        depth = 0;
        ascii = true;
        if (length > 3
                && text[offset] == (byte) 0xEF
                && text[offset + 1] == (byte) 0xBB
                && text[offset + 2] == (byte) 0xBF) {
            at += 3;
        }
    }

    /** The kind of the value that comes next. */
    public JsonKind kind() throws ParseException {
        int first = token();
        JsonKind kind = first == NOTHING ? null : JsonKind.beginningWith(first);
        if (kind == null) {
            throw broken(first == NOTHING ? "a value is due" : "no value begins here");
        }
        return kind;
    }

    /** Goes into the object or array that comes next; false if it is empty, then it is over. */
    public boolean enter() throws ParseException {
        boolean object = kind() == JsonKind.OBJECT;
        if (depth == MAX_DEPTH) {
            throw broken("nested more than " + MAX_DEPTH + " deep");
        }
        at++;
        if (token() == (object ? '}' : ']')) {
            at++;
            return false;
        }
        inObject[++depth] = object;
        return true;
    }

    /** Goes from behind a part of an object or array to the next one; false if it was the last. */
    public boolean next() throws ParseException {
        int separator = token();
        if (separator == ',') {
            at++;
            return true;
        }
        if (separator != (inObject[depth] ? '}' : ']')) {
            throw broken(inObject[depth] ? "a comma or } is due" : "a comma or ] is due");
        }
        at++;
        depth--;
        return false;
    }

    /** Reads a member's name and goes before its value; the index of the name, or -1 if it is none of these. */
    public int member(MemberNames names) throws ParseException {
        passName();
        int begin = from + 1;
        int close = at - 1;
        int index = escaped ? names.indexOf(Escapes.text(buffer, begin, close)) : names.indexOf(buffer, begin, close);
        passColon();
        return index;
    }

    /** Goes behind the value that comes next. */
    public void skip() throws ParseException {
        token();
        int begin = at;
        int floor = depth;
        boolean more = pass();
        while (depth > floor) {
            if (!more) {
                more = next();
            } else {
                if (inObject[depth]) {
                    passName();
                    passColon();
                }
                more = pass();
            }
        }
        from = begin;
    }

    /** Asserts that nothing follows the value that was read. */
    public void finish() throws ParseException {
        if (token() != NOTHING) {
            throw broken("a second value follows the first one");
        }
    }

    /**
     * Whether the strings that were read are ASCII; if not, they may still be. Outside of strings nothing else is let
     * through, so a text of such strings is UTF-8.
     */
    public boolean isAscii() {
        return ascii;
    }

    /** Where the scanner stands, to come {@link #back} to. */
    public int position() {
        return at;
    }

    /** Goes back to before a value that was read, of the same object or array. */
    public void back(int position) {
        at = position;
    }

    /** The buffer of the text. */
    public byte[] buffer() {
        return buffer;
    }

    /** The first byte of the value that was skipped, in the buffer. */
    public int from() {
        return from;
    }

    /** The byte behind the value that was skipped, in the buffer. */
    public int to() {
        return at;
    }

    /** The value that was skipped as the text spells it. */
    public byte[] spelling() {
        return Arrays.copyOfRange(buffer, from, at);
    }

    /** Whether the number that was skipped has neither a fraction nor an exponent. */
    public boolean isWhole() {
        return whole;
    }

    /** Whether the string that was skipped spells something with a backslash. */
    public boolean hasEscapes() {
        return escaped;
    }

    /** The text of the string that was skipped. */
    public String text() {
        return Escapes.text(buffer, from + 1, at - 1);
    }

    /** The text of the string that was skipped, in UTF-8; a surrogate without its other half becomes {@code ?}. */
    public byte[] utf8() {
        int begin = from + 1;
        int close = at - 1;
        if (!escaped) {
            return Arrays.copyOfRange(buffer, begin, close);
        }
        if (decoded.length < close - begin) {
            decoded = new byte[Math.max(close - begin, 2 * decoded.length)];
        }
        return Arrays.copyOf(decoded, Escapes.utf8(buffer, begin, close, decoded));
    }

    /** Goes behind a value without parts, or into one; true if a part comes next. */
    private boolean pass() throws ParseException {
        switch (kind()) {
            case OBJECT, ARRAY -> {
                return enter();
            }
            case STRING -> passString();
            case NUMBER -> passNumber();
            case TRUE -> passLiteral(TRUE);
            case FALSE -> passLiteral(FALSE);
            case NULL -> passLiteral(NULL);
        }
        return false;
    }

    private void passName() throws ParseException {
        if (token() != '"') {
            throw broken("a member's name is due");
        }
        from = at;
        passString();
    }

    private void passColon() throws ParseException {
        if (token() != ':') {
            throw broken("a colon is due");
        }
        at++;
    }

    private void passString() throws ParseException {
        escaped = false;
        at++;
        passPlain();
        while (at < end && buffer[at] == '\\') {
            escaped = true;
            int length = Escapes.length(buffer, at, end);
            if (length < 0) {
                throw broken("there is no such escape");
            }
            at += length;
            if (at < end && buffer[at] != '\\') { // where a text is all escapes, one follows another
                passPlain();
            }
        }
        if (at == end) {
            throw broken("the text ends within a string");
        }
        if (buffer[at] != '"') {
            throw broken("a control character stands in a string");
        }
        at++;
    }

    /** Goes to the next byte that does not stand for itself in a string. */
    private void passPlain() {
        byte[] text = buffer;
        int wide = end - Word.BYTES;
        int next = at;
        long seen = 0;
        long special = 0;
        while (next <= wide) {
            long word = Word.at(text, next);
            seen |= word;
            special = StringBytes.specials(word);
            if (special != 0) {
                break;
            }
            next += Word.BYTES;
        }
        if (special != 0) {
            next += Word.bytesBefore(special);
        } else {
            while (next < end && !StringBytes.isSpecial(text[next])) {
                seen |= text[next];
                next++;
            }
        }
        if ((seen & Word.HIGH_BITS) != 0) {
            ascii = false;
        }
        at = next;
    }

    private void passNumber() throws ParseException {
        if (buffer[at] == '-') {
            at++;
        }
        if (at < end && buffer[at] == '0') {
            at++;
        } else {
            passDigits();
        }
        whole = true;
        if (at < end && buffer[at] == '.') {
            whole = false;
            at++;
            passDigits();
        }
        if (at < end && (buffer[at] | 0x20) == 'e') {
            whole = false;
            at++;
            if (at < end && (buffer[at] == '+' || buffer[at] == '-')) {
                at++;
            }
            passDigits();
        }
    }

    private void passDigits() throws ParseException {
        int begin = at;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        if (at == begin) {
            throw broken("a digit is due");
        }
    }

    private void passLiteral(byte[] literal) throws ParseException {
        int close = at + literal.length;
        if (close > end || !Arrays.equals(buffer, at, close, literal, 0, literal.length)) {
            throw broken("no value begins here");
        }
        at = close;
    }

    /** The next byte that is no white space, where the scanner then stands, or {@link #NOTHING}. */
    private int token() {
        // white space is rare, and what is short is compiled into its callers
        return at < end && buffer[at] > ' ' ? buffer[at] : tokenBehindSpace();
    }

    private int tokenBehindSpace() {
        while (at < end) {
            int next = buffer[at] & 0xFF;
            if (!(next == ' ' || next == '\t' || next == '\n' || next == '\r')) {
                return next;
            }
            at++;
        }
        return NOTHING;
    }

    private ParseException broken(String how) {
        return new ParseException(how, at - start);
    }
}
