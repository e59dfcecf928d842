package weir.bench.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import weir.lake.StreamSpec;
import weir.lake.command.Progress;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;
import weir.lake.raw.Capture;
import weir.lake.raw.Counts;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.PartWriter;
import weir.lake.raw.RawZone;
import weir.lake.raw.WrittenPart;

/** Writes lines into the raw zone of a lake as ingest does: the same parts, the same manifests, the same commits. */
final class RawZoneWriter {

    private final LakeFiles files;
    private final StreamSpec spec;
    private final RawZone raw;
    private final LineReader judge;

    RawZoneWriter(LakeFiles files, StreamSpec spec) {
        this.files = files;
        this.spec = spec;
        this.raw = new RawZone(files, spec.name());
        this.judge = LineReader.of(spec, List.of());
    }

    void write(Iterator<byte[]> tweets, Layout layout, Progress progress) throws IOException {
        while (tweets.hasNext()) {
            List<List<byte[]>> parts = new ArrayList<>();
            while (parts.size() < layout.parts() && tweets.hasNext()) {
                parts.add(part(tweets, layout.partBytes()));
            }
            progress.advance(commit(parts));
        }
    }

    private static List<byte[]> part(Iterator<byte[]> tweets, long wantedBytes) {
        List<byte[]> lines = new ArrayList<>();
        for (long bytes = 0; bytes < wantedBytes && tweets.hasNext(); ) {
            byte[] line = tweets.next();
            lines.add(line);
            bytes += line.length + 1;
        }
        return lines;
    }

    private long commit(List<List<byte[]>> parts) throws IOException {
        List<byte[]> last = parts.get(parts.size() - 1);
        Microbatch microbatch = raw.begin(Tweets.time(last.get(last.size() - 1)));
        List<WrittenPart> written = new ArrayList<>();
        for (List<byte[]> lines : parts) {
            try (PartWriter part = new PartWriter(files, microbatch, written.size(), judge, Capture.ALL)) {
                for (byte[] line : lines) {
                    part.take(line, 0, line.length);
                }
                written.add(part.finish());
            }
        }
        Manifest manifest = manifest(microbatch, written);
        raw.commit(manifest);
        return manifest.bytes();
    }

    private Manifest manifest(Microbatch microbatch, List<WrittenPart> written) {
        List<Part> parts =
                written.stream().flatMap(part -> part.parts().stream()).toList();
        return new Manifest(
                microbatch,
                parts,
                written.stream().map(WrittenPart::counts).reduce(Counts.NOTHING, Counts::plus),
                written.stream().flatMap(part -> part.firstEvent().stream()).min(Comparator.naturalOrder()),
                written.stream().flatMap(part -> part.lastEvent().stream()).max(Comparator.naturalOrder()),
                Optional.empty(),
                Filter.of(spec.filter(), spec.schema()).hash(),
                List.of(),
                List.of(),
                "weir bench");
    }
}
