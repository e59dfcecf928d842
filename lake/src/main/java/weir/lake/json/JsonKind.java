package weir.lake.json;

/** The kinds of JSON values, each told by its first byte. */
public enum JsonKind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL;

    private static final JsonKind[] BY_FIRST_BYTE = byFirstByte();

    /** The kind of the values that begin with this byte, or null if none does. */
    static JsonKind beginningWith(int first) {
        return BY_FIRST_BYTE[first];
    }

    private static JsonKind[] byFirstByte() {
        JsonKind[] kinds = new JsonKind[256];
        kinds['{'] = OBJECT;
        kinds['['] = ARRAY;
        kinds['"'] = STRING;
        kinds['t'] = TRUE;
        kinds['f'] = FALSE;
        kinds['n'] = NULL;
        kinds['-'] = NUMBER;
        for (char digit = '0'; digit <= '9'; digit++) {
            kinds[digit] = NUMBER;
        }
        return kinds;
    }
}
