package weir.lake.filter;

import java.util.List;

/**
 * Why a line is neither a record nor a control message.
 *
 * @param reason one of the constants here, for counting
 * @param detail what exactly, for a person; never the line's content beyond a place in it
 */
public record Malformed(String reason, String detail) {

    /** The bytes are not UTF-8 (RFC 3629: no surrogates, no overlong forms). */
    public static final String INVALID_UTF8 = "invalid-utf8";

    /** The line is not exactly one JSON value (RFC 8259). */
    public static final String INVALID_JSON = "invalid-json";

    /** The line is a JSON value other than an object. */
    public static final String NOT_AN_OBJECT = "not-an-object";

    /** An object without a key that is no control message either. */
    public static final String MISSING_KEY = "missing-key";

    /** An object whose key does not fit the key's column. */
    public static final String UNUSABLE_KEY = "unusable-key";

    /** The predicate ended in an error for this record. */
    public static final String FILTER_ERROR = "filter-error";

    /** All of them. */
    public static final List<String> REASONS =
            List.of(INVALID_UTF8, INVALID_JSON, NOT_AN_OBJECT, MISSING_KEY, UNUSABLE_KEY, FILTER_ERROR);
}
