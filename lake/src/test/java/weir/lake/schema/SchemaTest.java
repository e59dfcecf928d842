package weir.lake.schema;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;

import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;

import weir.lake.Lines;
import weir.lake.StreamSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemaTest {

    private static Object copied(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void readsTheShippedSchemaOfTweets() {
        Schema schema = Lines.tweets("true").schema();

        assertThat(schema.columnNames())
                .hasSize(38)
                .startsWith("id", "id_str", "created_at")
                .endsWith("retweeted");
        assertThat(schema.control()).contains("delete", "limit", "disconnect").hasSize(12);
        assertThat(schema.isTimestamp("created_at")).isTrue();
        assertThat(schema.isTimestamp("lang")).isFalse();
        assertThat(schema.isTimestamp("nothing")).isFalse();
        assertThat(schema.sparkType().apply("media").dataType())
                .isEqualTo(DataType.fromDDL("array<struct<id: bigint, type: string, url: string, media_url_https:"
                        + " string, expanded_url: string, display_url: string>>"));
    }

    @Test
    void survivesSerialisation() throws Exception {
        StreamSpec spec = Lines.tweets("lang = 'es'");
        String line = "{\"id\":1,\"created_at\":\"Thu Sep 05 01:01:01 +0000 1985\",\"timestamp_ms\":\"1582971072345\"}";

        StreamSpec copy = (StreamSpec) copied(spec);

        assertThat(copy).isEqualTo(spec).hasSameHashCodeAs(spec);
        assertThat(copy.schema().sparkType()).isEqualTo(spec.schema().sparkType());
        assertThat(Read.line(copy.schema(), line).row())
                .isEqualTo(Read.line(spec.schema(), line).row());
        assertThat(Read.line(copy.schema(), line).micros("timestamp_ms")).isEqualTo(1_582_971_072_345_000L);
    }

    @Test
    void isEqualToAnotherOfTheSameTextOnly() {
        Schema one = Schema.parse("format = 1, columns = [{name = a, type = int}]", "one");
        Schema same = Schema.parse("format = 1, columns = [{name = a, type = int}]", "two");
        Schema other = Schema.parse("format = 1, columns = [{name = a, type = bigint}]", "one");

        assertThat(same).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(same.hash()).isEqualTo(one.hash()).matches("[0-9a-f]{16}");
        assertThat(other).isNotEqualTo(one);
        assertThat(other.hash()).isNotEqualTo(one.hash());
    }

    @Test
    void streamNeedsAKey() {
        Schema schema = Lines.events("true").schema();

        assertThatThrownBy(() -> new StreamSpec("s", schema, List.of(), "at", "true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Stream s needs a key: the columns that identify a record");
        assertThatThrownBy(() -> new StreamSpec("s", schema, List.of("id", "idd"), "at", "true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no column idd; the columns are id, at, text, lang, n, tags");
    }

    @Test
    void streamNeedsATimestampAsEventTime() {
        Schema schema = Lines.events("true").schema();

        assertThatThrownBy(() -> new StreamSpec("s", schema, List.of("id"), "lang", "true"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Stream s has event time lang, which is no timestamp column");
    }

    @Test
    void changesOnlyTheFilterForAReplay() {
        StreamSpec spec = Lines.events("true");

        assertThat(spec.withFilter("n = 1"))
                .isEqualTo(new StreamSpec("events", spec.schema(), List.of("id"), "at", "n = 1"));
    }
}
