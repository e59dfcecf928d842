package weir.replay.export;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkupTest {

    @Test
    void leavesNothingThatMeansSomething() {
        assertThat(Markup.text("<a href=\"x\" title='y'>&amp;"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;");
    }

    @Test
    void leavesTextAsItIs() {
        assertThat(Markup.text("não há 🤷‍♀️ #DSD\n\tab")).isEqualTo("não há 🤷‍♀️ #DSD\n\tab");
    }

    @Test
    void showsThatThereWasWhatHtmlDoesNotAllow() {
        assertThat(Markup.text("\u0000a\u001b[31m\ud800b\u0085")).isEqualTo("\ufffda\ufffd[31m\ufffdb\ufffd");
    }
}
