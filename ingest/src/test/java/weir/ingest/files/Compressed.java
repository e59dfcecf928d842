package weir.ingest.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

/** Contents of compressed files. */
final class Compressed {

    private Compressed() {}

    /** A gzip file of one member. */
    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }

    /** A zstd frame. */
    static byte[] zstd(String content) {
        return Zstd.compress(content.getBytes(StandardCharsets.UTF_8));
    }

    /** A zstd frame that ends with a checksum. */
    static byte[] zstdWithChecksum(String content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(compressed)) {
            zstd.setChecksum(true);
            zstd.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }

    /** A zstd frame without content. */
    static byte[] skippable() {
        return new byte[] {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7};
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
