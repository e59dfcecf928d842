package weir.lake.deletion;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;

import weir.lake.json.JsonScanner;
import weir.lake.json.MemberNames;

/** A line without the values of some of its members: {@code null} stands there instead, all else is as it was. */
public final class ClearedLine {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final JsonScanner scanner = new JsonScanner();

    /**
     * Clears members. For one thread.
     *
     * @param buffer holds the line, a JSON object in UTF-8
     * @param members names of members of the object itself, each one of which may stand there more than once
     */
    public byte[] of(byte[] buffer, int offset, int length, List<String> members) {
        MemberNames names = new MemberNames(members);
        ByteArrayOutputStream cleared = new ByteArrayOutputStream(length);
        int copied = offset;
        try {
            scanner.reset(buffer, offset, length);
            for (boolean more = scanner.enter(); more; more = scanner.next()) {
                boolean goes = scanner.member(names) >= 0;
                scanner.skip();
                if (goes) {
                    cleared.write(buffer, copied, scanner.from() - copied);
                    cleared.writeBytes(NULL);
                    copied = scanner.to();
                }
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("the line is no JSON object", e);
        }
        cleared.write(buffer, copied, offset + length - copied);
        return cleared.toByteArray();
    }
}
