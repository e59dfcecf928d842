package weir.ingest.twitter;

import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.twitter.TwitterReceiver;
import org.junit.jupiter.api.Test;
import scala.Option;
import twitter4j.conf.ConfigurationBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** What of Bahir 2.4.0 and twitter4j 4.0.6 is used although it is not public. */
class PrivateMembersTest {

    @Test
    void bahirHasTheFlagThatIsLowered() {
        TwitterReceiver receiver = new TwitterReceiver(null, Option.empty(), StorageLevel.MEMORY_ONLY());
        receiver.onStop();
        assertThat(receiver.org$apache$spark$streaming$twitter$TwitterReceiver$$stopped())
                .isTrue();

        StoppedFlag.lower(receiver);

        assertThat(receiver.org$apache$spark$streaming$twitter$TwitterReceiver$$stopped())
                .isFalse();
    }

    @Test
    void twitter4jHasTheClientThatIsTakenForEverybodyElse() {
        FramingClient client =
                new FramingClient(new ConfigurationBuilder().build().getHttpClientConfiguration());

        assertThat(client.getRequestHeaders()).containsKey("X-Twitter-Client");
    }
}
