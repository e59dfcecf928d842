package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import weir.bench.measure.Contender;
import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.TimeRange;
import weir.replay.Extraction;

/** Weir's replay of a whole lake, as {@code bin/replay extract} does it; the lines are counted and forgotten. */
public final class Extract implements Contender {

    private final String name;
    private final Path lake;
    private final StreamSpec spec;
    private final long expected;
    private long found;

    /**
     * @param spec the stream with the filter to use
     * @param expected how many lines the filter keeps
     */
    public Extract(String name, Path lake, StreamSpec spec, long expected) {
        this.name = name;
        this.lake = lake;
        this.spec = spec;
        this.expected = expected;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run() throws IOException {
        History history = new History(LakeFiles.of(lake.toString()), spec.name());
        Extraction extraction = new Extraction(history, spec, TimeRange.ALL);
        CountingOutput out = new CountingOutput();
        extraction.run(extraction.selection(), out, bytes -> {});
        found = out.lines();
    }

    @Override
    public String answer() {
        return found + " lines";
    }

    @Override
    public Optional<String> expected() {
        return Optional.of(expected + " lines");
    }
}
