package weir.ingest.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HadoopSettingsTest {

    @Test
    void whatIsSetTravelsAndWhatHadoopBringsIsThere() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.endpoint", "127.0.0.1");
        configuration.set("io.file.buffer.size", "8192");

        byte[] packed = packed(HadoopSettings.of(configuration));

        assertThat(packed).hasSizeLessThan(1_000);
        assertThat(unpacked(packed).made()).containsExactlyInAnyOrderElementsOf(configuration);
        assertThat(unpacked(packed).value()).isSameAs(configuration);
    }

    private static byte[] packed(HadoopSettings settings) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }
        return bytes.toByteArray();
    }

    private static HadoopSettings unpacked(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (HadoopSettings) in.readObject();
        }
    }
}
