package weir.ingest.twitter;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessageTicksTest {

    private static final HexFormat HEX = HexFormat.of();

    /** What stands in the framing at each line that a reader like twitter4j's gets, as hex digits. */
    private static List<String> taken(InputStream body, boolean endIsTold) throws IOException {
        LineFraming messages = new LineFraming(body, endIsTold);
        List<String> taken = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new MessageTicks(messages, error -> {}), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                assertThat(line).isEmpty();
                int offset = messages.offset();
                taken.add(HEX.formatHex(Arrays.copyOfRange(messages.buffer(), offset, offset + messages.length())));
            }
        }
        return taken;
    }

    private static InputStream body(String hex) {
        return new ByteArrayInputStream(HEX.parseHex(hex));
    }

    @Test
    void aReaderGetsOneLineForEachMessageWhenItsBytesAreThere() throws Exception {
        // a byte that is no UTF-8, a carriage return inside, a keep-alive, a message without an end
        assertThat(taken(body("7bff7d0d0a" + "7b0d7d0a" + "0d0a" + "7b7d"), true))
                .containsExactly("7bff7d", "7b0d7d", "", "7b7d");
    }

    @Test
    @Timeout(30)
    void aMessageWaitsForNoneBehindIt() throws Exception {
        PipedOutputStream server = new PipedOutputStream();
        LineFraming messages = new LineFraming(new PipedInputStream(server), true);
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(new MessageTicks(messages, error -> {}), StandardCharsets.UTF_8));

        server.write(HEX.parseHex("7b7d0a"));
        assertThat(reader.readLine()).isEmpty();
        assertThat(messages.length()).isEqualTo(2);

        server.close();
        assertThat(reader.readLine()).isNull();
    }

    @Test
    void anErrorOfTheReadingIsTold() {
        List<Error> told = new ArrayList<>();
        OutOfMemoryError full = new OutOfMemoryError("no room for the line");
        InputStream body = new InputStream() {
            @Override
            public int read() {
                throw full;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                throw full;
            }
        };

        assertThatThrownBy(new MessageTicks(new LineFraming(body, true), told::add)::read)
                .isSameAs(full);
        assertThat(told).containsExactly(full);
    }

    @Test
    void aMessageThatWasCutIsNone() {
        assertThatThrownBy(() -> taken(body("7b7d0a7b"), false)).isInstanceOf(EOFException.class);
    }
}
