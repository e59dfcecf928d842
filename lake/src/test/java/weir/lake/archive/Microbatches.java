package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/** Random microbatches: one or more parts, lines of nothing up to 3 MiB, some without a last LF. */
final class Microbatches {

    private final Random random;

    Microbatches(long seed) {
        random = new Random(seed);
    }

    /** Commits a microbatch of random parts. */
    Manifest commit(LakeFiles files, long timeMillis) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            parts.add(part());
        }
        return Lines.commitParts(files, new Microbatch("events", timeMillis), parts);
    }

    private byte[] part() {
        List<byte[]> lines = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            lines.add(line());
        }
        byte[] content = Lines.joined(lines);
        boolean cut = random.nextInt(3) == 0 && lines.get(lines.size() - 1).length > 0;
        return cut ? Arrays.copyOf(content, content.length - 1) : content;
    }

    private byte[] line() {
        int kind = random.nextInt(40);
        int most = kind == 0 ? 3 << 20 : kind < 8 ? 300_000 : 500;
        byte[] line = new byte[kind == 39 ? 0 : random.nextInt(most)];
        for (int i = 0; i < line.length; i++) {
            line[i] = (byte) (' ' + (i * 31 + random.nextInt(3)) % 90);
        }
        return line;
    }

    /** The lines of a microbatch, read the plain way. */
    static List<byte[]> lines(LakeFiles files, Manifest manifest) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (var part : manifest.parts()) {
            lines.addAll(Lines.split(files.read(manifest.microbatch().path(part.name()))));
        }
        return lines;
    }
}
