package weir.console.sql;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Says when what a person types is whole: a shorthand, or statements that end with a semicolon. */
final class StatementParser extends DefaultParser {

    StatementParser() {
        setEscapeChars(null);
        setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean whole =
                Shorthand.of(line) != Shorthand.NONE || !Statements.of(line).open();
        if (context == ParseContext.ACCEPT_LINE && !whole) {
            throw new EOFError(-1, cursor, "a statement ends with ;");
        }
        return super.parse(line, cursor, context);
    }
}
