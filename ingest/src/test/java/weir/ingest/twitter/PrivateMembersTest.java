package weir.ingest.twitter;

import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.twitter.TwitterReceiver;
import org.junit.jupiter.api.Test;
import scala.Option;

import static org.assertj.core.api.Assertions.assertThat;

/** The field of Bahir 2.4.0 that is used although it is not public. */
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
}
