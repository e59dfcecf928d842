package weir.replay.export;

/** Text as HTML and SVG have it. */
final class Markup {

    private Markup() {}

    /**
     * A text that is only text, between tags and in attributes with quotation marks. Characters that HTML does not allow
     * are shown as U+FFFD.
     */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int character) {
        boolean control = character < ' ' && character != '\t' && character != '\n' && character != '\r';
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return !control && !surrogate && (character < 0x7F || character > 0x9F);
    }
}
