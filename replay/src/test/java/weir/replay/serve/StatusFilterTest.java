package weir.replay.serve;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StatusFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"text":"x","user":{"id":7,"id_str":"7"}}                                            | true
            {"text":"x","user":{"id":7}}                                                         | true
            {"text":"x","user":{"id":8},"retweeted_status":{"user":{"id_str":"7"}}}              | true
            {"text":"x","user":{"id":8},"in_reply_to_user_id":7,"in_reply_to_user_id_str":null}  | true
            {"text":"x","user":{"id":8},"quoted_status":{"user":{"id":7}}}                       | false
            {"text":"x","user":{"id":77},"in_reply_to_user_id":null}                             | false
            """)
    void followsUsersTheirRetweetsAndTheRepliesToThem(String tweet, boolean accepted) {
        StatusFilter filter = filter(Map.of("follow", "5, 7"));

        assertThat(filter.accepts(Tweets.of(tweet))).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"text":"x","coordinates":{"type":"Point","coordinates":[-43.2,-22.9]}}                                  | true
            {"text":"x","coordinates":{"coordinates":[-22.9,-43.2]}}                                                 | false
            {"text":"x","coordinates":null,"place":{"bounding_box":{"coordinates":[[[-43.5,-23.5],[-43.5,-22.95],[-42.9,-22.95],[-42.9,-23.5]]]}}} | true
            {"text":"x","place":{"bounding_box":{"coordinates":[[[10,10],[10,11],[11,11],[11,10]]]}}}                 | false
            {"text":"x","coordinates":{"coordinates":[0,0]},"place":{"bounding_box":{"coordinates":[[[-43.2,-22.9]]]}}} | false
            {"text":"x","coordinates":null,"place":null}                                                             | false
            """)
    void looksAtThePointElseAtThePlace(String tweet, boolean accepted) {
        StatusFilter filter = filter(Map.of("locations", "-43.3,-23.0,-43.1,-22.8"));

        assertThat(filter.accepts(Tweets.of(tweet))).isEqualTo(accepted);
    }

    @Test
    void takesWhatOneOfTrackFollowAndLocationsWants() {
        StatusFilter filter = filter(Map.of("track", "weir", "follow", "7", "locations", "0,0,1,1"));

        assertThat(filter.accepts(Tweets.of("{'text':'a weir','user':{'id':8}}")))
                .isTrue();
        assertThat(filter.accepts(Tweets.of("{'text':'x','user':{'id':7}}"))).isTrue();
        assertThat(filter.accepts(Tweets.of("{'text':'x','coordinates':{'coordinates':[0.5,0.5]}}")))
                .isTrue();
        assertThat(filter.accepts(Tweets.of("{'text':'x','user':{'id':8}}"))).isFalse();
    }

    @Test
    void wantsLanguageAndLevelOnTop() {
        StatusFilter filter = filter(Map.of("track", "weir", "language", "pt,EN", "filter_level", "low"));

        assertThat(filter.accepts(Tweets.of("{'text':'weir','lang':'en','filter_level':'low'}")))
                .isTrue();
        assertThat(filter.accepts(Tweets.of("{'text':'weir','lang':'de','filter_level':'low'}")))
                .isFalse();
        assertThat(filter.accepts(Tweets.of("{'text':'weir','lang':'en','filter_level':'none'}")))
                .isFalse();
        assertThat(filter.accepts(Tweets.of("{'text':'weir','lang':null}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'delete':{'status':{'id':1}},'timestamp_ms':'1'}",
                "{'limit':{'track':12}}",
                "{'disconnect':{'code':4}}",
                "{'anything':'new'}"
            })
    void passesControlMessages(String message) {
        StatusFilter filter = filter(Map.of("track", "weir", "language", "en"));

        assertThat(filter.accepts(Tweets.of(message))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            follow       | 7,weir      | Parameter follow must be ids of users, but has weir
            locations    | 1,2,3       | Parameter locations needs four numbers a box, but has 3 numbers
            locations    | 1,2,3,x     | Parameter locations has "x" in place of a number
            locations    | 1,2,0,3     | Parameter locations has an invalid box: 1.0,2.0,0.0,3.0 (south-west corner first, longitude first)
            locations    | NaN,0,1,1   | Parameter locations has an invalid box: NaN,0.0,1.0,1.0 (south-west corner first, longitude first)
            filter_level | high        | Parameter filter_level must be one of [none, low, medium], but is high
            """)
    void refusesWhatIsNoneOfItsKind(String name, String value, String message) {
        assertThatThrownBy(() -> filter(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static StatusFilter filter(Map<String, String> parameters) {
        return StatusFilter.parse(name -> parameters.getOrDefault(name, ""));
    }
}
