package weir.console;

import org.junit.jupiter.api.Test;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableLineTest {

    @Test
    void leavesTextAsItIs() {
        assertThat(PrintableLine.of(Lines.utf8("{\"text\":\"ação 日本 😀\"}"))).isEqualTo("{\"text\":\"ação 日本 😀\"}");
    }

    @Test
    void escapesWhatIsNoCharacterOrCannotBeSeen() {
        assertThat(PrintableLine.of(new byte[] {'a', 0, (byte) 0xC3, 'b', 0x1B, '\r', (byte) 0xF0, (byte) 0x9F}))
                .isEqualTo("a\\x00\\xC3b\\x1B\\x0D\\xF0\\x9F");
        assertThat(PrintableLine.of(Lines.utf8("a\u202Eb"))).isEqualTo("a\\xE2\\x80\\xAEb");
        assertThat(PrintableLine.of(new byte[0])).isEmpty();
    }
}
