package weir.console.kills;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text as lines. */
final class TextLines {

    private TextLines() {}

    /** The lines, without the LF that ends each; what stands behind the last LF is a line too. */
    static List<byte[]> of(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                lines.add(Arrays.copyOfRange(content, begin, i));
                begin = i + 1;
            }
        }
        if (begin < content.length) {
            lines.add(Arrays.copyOfRange(content, begin, content.length));
        }
        return lines;
    }
}
