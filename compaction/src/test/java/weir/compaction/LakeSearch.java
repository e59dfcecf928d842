package weir.compaction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.luben.zstd.ZstdInputStream;
import org.apache.spark.sql.SparkSession;

/** Looks for a text in every file of a lake: as it is, within zstd, in a column of Parquet, and in Base64 in quarantine. */
record LakeSearch(SparkSession spark, Path root) {

    private static final Pattern BASE64 = Pattern.compile("\"bytes\":\"([^\"]*)\"");

    /** The files that hold a text. */
    List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> content(file).contains(text))
                    .toList();
        }
    }

    private String content(Path file) {
        try {
            String name = file.getFileName().toString();
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            if (name.endsWith(".zst")) {
                try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                    return content + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                }
            }
            if (name.endsWith(".parquet") && !name.startsWith(".")) {
                return content + spark.read().parquet(file.toString()).collectAsList();
            }
            StringBuilder all = new StringBuilder(content);
            BASE64.matcher(content).results().forEach(found -> all.append('\n')
                    .append(new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.ISO_8859_1)));
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
