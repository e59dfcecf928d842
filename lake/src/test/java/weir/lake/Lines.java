package weir.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import weir.lake.files.LakeFiles;
import weir.lake.files.Sha256;
import weir.lake.files.WrittenFile;
import weir.lake.filter.LineReader;
import weir.lake.raw.Capture;
import weir.lake.raw.Counts;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.PartWriter;
import weir.lake.raw.RawZone;
import weir.lake.raw.WrittenPart;
import weir.lake.schema.Schema;

/** What tests build lakes of: lines, streams of small or shipped schemas, committed microbatches. */
public final class Lines {

    private static final String EVENTS =
            """
            format = 1
            control = [limit, delete]
            columns = [
              { name = id, type = bigint }
              { name = at, type = timestamp }
              { name = text, type = string }
              { name = lang, type = string }
              { name = n, type = int }
              { name = tags, type = "array<string>" }
            ]
            """;

    private static final String NOTES =
            """
            format = 1
            control = [delete, forget]
            columns = [
              { name = id, type = bigint }
              { name = at, type = timestamp }
              { name = text, type = string }
              { name = place, type = string }
              { name = author, type = struct, fields = [ { name = id, type = bigint } ] }
            ]
            deletions = [
              { message = delete, column = id, value = delete.id }
              { message = forget, column = author.id, value = forget.author, clear = [place]
                up-to = { column = id, value = forget.up_to } }
            ]
            """;

    private Lines() {}

    /** A small stream {@code events} with key {@code id}, event time {@code at}, and text, lang, n and tags. */
    public static StreamSpec events(String filter) {
        return new StreamSpec("events", Schema.parse(EVENTS, "events"), List.of("id"), "at", filter);
    }

    /** A small stream {@code notes} whose messages {@code delete} and {@code forget} take something back. */
    public static StreamSpec notes(String filter) {
        return new StreamSpec("notes", Schema.parse(NOTES, "notes"), List.of("id"), "at", filter);
    }

    /** A record of {@link #notes}, at a place and with a text that no other one has. */
    public static byte[] note(long id, String at, long author) {
        return utf8("{\"id\":%d,\"at\":\"%s\",\"author\":{\"id\":%d},\"place\":\"place-of-%d\",\"text\":\"text-of-%d\"}"
                .formatted(id, at, author, id, id));
    }

    /** A record of {@link #events}. */
    public static byte[] event(long id, String at, String lang) {
        return utf8("{\"id\":%d,\"at\":\"%s\",\"lang\":\"%s\",\"n\":%d}".formatted(id, at, lang, id % 10));
    }

    /** The stream of the shipped schema for tweets of the v1.1 API. */
    public static StreamSpec tweets(String filter) {
        Path file = above("conf/schemas/tweet-v11.conf").orElseThrow();
        try {
            Schema schema = Schema.parse(Files.readString(file), "tweet-v11.conf");
            return new StreamSpec("tweets", schema, List.of("id"), "created_at", filter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file or folder of the test data that is shared between projects, if it is here. */
    public static Optional<Path> shared(String name) {
        return above("shared/data/" + name);
    }

    private static Optional<Path> above(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(name))) {
                return Optional.of(folder.resolve(name));
            }
        }
        return Optional.empty();
    }

    /** A text as a line. */
    public static byte[] utf8(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    /** The lines of a file's content, without their LFs; a last one without LF is one too. */
    public static List<byte[]> split(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                lines.add(Arrays.copyOfRange(content, begin, i));
                begin = i + 1;
            }
        }
        if (begin < content.length) {
            lines.add(Arrays.copyOfRange(content, begin, content.length));
        }
        return lines;
    }

    /** Lines as a file's content: each ended by LF. */
    public static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            content.writeBytes(line);
            content.write('\n');
        }
        return content.toByteArray();
    }

    /** Judges, writes and commits a microbatch of one part, as ingest does. */
    public static Manifest commit(LakeFiles files, StreamSpec spec, long timeMillis, List<byte[]> lines)
            throws IOException {
        Microbatch microbatch = new Microbatch(spec.name(), timeMillis);
        WrittenPart written;
        try (PartWriter writer = new PartWriter(files, microbatch, 0, LineReader.of(spec, List.of()), Capture.ALL)) {
            for (byte[] line : lines) {
                writer.take(line, 0, line.length);
            }
            written = writer.finish();
        }
        Manifest manifest = new Manifest(
                microbatch,
                written.part().stream().toList(),
                written.counts(),
                written.firstEvent(),
                written.lastEvent(),
                Optional.empty(),
                "0123456789abcdef",
                List.of(),
                List.of(),
                "weir test");
        new RawZone(files, spec.name()).commit(manifest);
        return manifest;
    }

    /** Writes parts as they are, judges nothing, and commits them as a microbatch; a part may end without LF. */
    public static Manifest commitParts(LakeFiles files, Microbatch microbatch, List<byte[]> contents)
            throws IOException {
        List<Part> parts = new ArrayList<>();
        for (byte[] content : contents) {
            String name = Microbatch.partName(parts.size());
            try (WrittenFile file = files.create(microbatch.path(name))) {
                file.write(content);
            }
            parts.add(new Part(name, split(content).size(), content.length, sha256(content)));
        }
        long lines = parts.stream().mapToLong(Part::lines).sum();
        Manifest manifest = new Manifest(
                microbatch,
                parts,
                new Counts(lines, lines, lines, 0, 0, 0, Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "0123456789abcdef",
                List.of(),
                List.of(),
                "weir test");
        new RawZone(files, microbatch.stream()).commit(manifest);
        return manifest;
    }

    /** Changes a document of a lake as a person does who corrects it: the checksum of what it was goes. */
    public static void correct(Path document, String written, String corrected) throws IOException {
        String content = Files.readString(document);
        if (!content.contains(written)) {
            throw new IllegalStateException(document + " has no " + written + ": " + content);
        }
        Files.writeString(
                document, content.replace(written, corrected).replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]{64}\"", ""));
    }

    /** The SHA-256 of some bytes in hex. */
    public static String sha256(byte[] content) {
        MessageDigest digest = Sha256.digest();
        digest.update(content);
        return Sha256.hex(digest);
    }
}
