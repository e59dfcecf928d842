package weir.replay.export;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.HexFormat;

/** How a value of a report is spelt in text: the same value always in the same way, whatever the locale and the time zone. */
final class CellText {

    private CellText() {}

    /** The text of a value as Spark gives it; empty for none. */
    static String of(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }
}
