package weir.replay.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class TrackFilterTest {
    private static final String CASES = "shared/data/track/track_cases.ndjson";

    @Test
    void decidesAsTwittersDocumentationSays() throws IOException {
        Path file = documentedCases();
        assumeTrue(file != null, CASES + " is not above the working directory");

        for (String line : Files.readAllLines(file)) {
            JsonNode documented = new ObjectMapper().readTree(line);
            TrackFilter filter = TrackFilter.parse(documented.path("track").asText());
            for (JsonNode text : documented.path("match")) {
                assertThat(filter.matches(Tweets.withText(text.asText())))
                        .as("%s must match: %s", documented.path("track"), text)
                        .isTrue();
            }
            for (JsonNode text : documented.path("no_match")) {
                assertThat(filter.matches(Tweets.withText(text.asText())))
                        .as("%s must not match: %s", documented.path("track"), text)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            #dsd        | Olha o #DSD!             | true
            #dsd        | (#DSD)                   | true
            #dsd        | nada de DSD              | false
            #dsd        | o #DSDay                 | false
            dsd         | Olha o #DSD!             | true
            @ana        | oi @Ana, tudo bem        | true
            @ana        | RT @ana: tudo            | true
            @ana        | oi #ana                  | false
            música      | A MÚSICA é boa           | true
            coca-cola   | uma "Coca-Cola"!         | true
            coca-cola   | coca cola                | false
            hello.      | my brother says hello.   | true
            http        | see http://example.com   | false
            example.com | see HTTPS://WWW.Example.com/ now | true
            example.com | joe@example.com          | false
            a b         | b and a                  | true
            a b         | only b                   | false
            नमस्ते       | हाँ नमस्ते जी              | true
            """)
    void looksForWholeWords(String track, String text, boolean match) {
        boolean matches = TrackFilter.parse(track).matches(Tweets.withText(text));

        assertThat(matches).isEqualTo(match);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':'x','extended_tweet':{'full_text':'far behind weir'}}",
                "{'text':'RT @a: x','retweeted_status':{'text':'weir'}}",
                "{'text':'RT @a: x','retweeted_status':{'text':'y','extended_tweet':{'full_text':'a weir'}}}",
                "{'text':'x','entities':{'urls':[{'expanded_url':'https://www.weir.example/a'}]}}",
                "{'text':'x','entities':{'urls':[{'expanded_url':null,'display_url':'weir.example'}]}}",
                "{'text':'x','extended_entities':{'media':[{'expanded_url':'http://a.example/weir/photo'}]}}",
                "{'text':'x','extended_tweet':{'entities':{'hashtags':[{'text':'Weir'}]}}}",
                "{'text':'x','entities':{'user_mentions':[{'screen_name':'WEIR'}]}}"
            })
    void looksInAllFieldsThatAreSearched(String tweet) {
        boolean matches = TrackFilter.parse("Weir").matches(Tweets.of(tweet));

        assertThat(matches).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':'x','user':{'screen_name':'weir','name':'Weir','description':'weir'}}",
                "{'text':'x','entities':{'urls':[{'display_url':'example.com/weir…'}]}}",
                "{'text':null,'extended_tweet':null,'entities':{'urls':[{'expanded_url':null}]}}"
            })
    void looksNowhereElse(String tweet) {
        boolean matches = TrackFilter.parse("weir,null").matches(Tweets.of(tweet));

        assertThat(matches).isFalse();
    }

    @Test
    void passesOverEmptyPhrases() {
        TrackFilter filter = TrackFilter.parse(" , a b ,,c,");

        assertThat(filter.size()).isEqualTo(2);
        assertThat(TrackFilter.parse(",").matches(Tweets.withText("a"))).isFalse();
    }

    @Test
    void refusesAPhraseOfMoreThanSixtyBytes() {
        String phrase = "é".repeat(31);

        assertThatThrownBy(() -> TrackFilter.parse("a," + phrase))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameter track item index 1 too long: %s (at most 60 bytes)", phrase);
    }

    private static Path documentedCases() {
        Path directory = Path.of("").toAbsolutePath();
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.isReadable(at.resolve(CASES))) {
                return at.resolve(CASES);
            }
        }
        return null;
    }
}
