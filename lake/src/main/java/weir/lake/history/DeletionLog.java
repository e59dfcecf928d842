package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletion;
import weir.lake.deletion.DeletionFiles;
import weir.lake.deletion.DeletionReader;
import weir.lake.deletion.Deletions;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.filter.LineReader;
import weir.lake.filter.Token;
import weir.lake.filter.Verdict;
import weir.lake.parallel.Concurrent;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/** All that was asked to be deleted from one stream so far. */
public final class DeletionLog {

    private final LakeFiles files;
    private final StreamSpec spec;
    private final DeletionReader reader;
    private final DeletionFiles log;

    public DeletionLog(LakeFiles files, StreamSpec spec) {
        this.files = files;
        this.spec = spec;
        this.reader = new DeletionReader(spec.schema());
        this.log = new DeletionFiles(files, spec.name());
    }

    /**
     * What a replay must not bring back: what the messages of compacted microbatches ask for, and those that wait for
     * compaction. A compaction may run meanwhile.
     */
    public Deletions current() throws IOException {
        if (spec.schema().deletions().isEmpty()) {
            return Deletions.none(spec.schema());
        }
        // raw first: what a compaction takes in between has its file before its microbatch goes
        List<Deletion> all = new ArrayList<>(waiting());
        all.addAll(written(plan -> true));
        return Deletions.of(spec.schema(), all);
    }

    /** What the messages of some plans ask for. */
    public Deletions ofPlans(LongPredicate plans) throws IOException {
        return Deletions.of(spec.schema(), written(plans));
    }

    /** The same, and where each is written down. */
    public AskedDeletions askedOf(LongPredicate plans) throws IOException {
        List<Long> asked = asked(plans);
        List<List<Deletion>> read = Concurrent.map(asked, log::read);
        List<DeletionFiles.Asked> of = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            for (int number = 0; number < read.get(i).size(); number++) {
                of.add(new DeletionFiles.Asked(asked.get(i), number));
            }
        }
        List<Deletion> all = read.stream().flatMap(List::stream).toList();
        return new AskedDeletions(Deletions.of(spec.schema(), all), of);
    }

    /**
     * What a line of the archive has that the messages of some plans take back, or clear members of: one of the values that
     * these name. No line has it if they ask for nothing.
     */
    public Clauses clausesOf(LongPredicate plans) throws IOException {
        return clauses(written(plans));
    }

    /** The same of some of {@link #written()}. */
    Clauses clauses(List<Deletion> some) {
        return Clauses.anyOf(some.stream().map(this::token).distinct().toList());
    }

    private Token token(Deletion deletion) {
        boolean text = spec.schema().typeOf(deletion.column()).equals(DataTypes.StringType);
        Object value = text ? UTF8String.fromString(deletion.value()) : (Object) Long.parseLong(deletion.value());
        return Token.of(spec.schema().definition(deletion.column()).orElseThrow(), value);
    }

    /** What the messages of all plans ask for, in their order. */
    public List<Deletion> written() throws IOException {
        return written(plan -> true);
    }

    /** What the messages of some plans ask for, in their order. */
    List<Deletion> written(LongPredicate plans) throws IOException {
        return Concurrent.map(asked(plans), log::read).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Long> asked(LongPredicate plans) throws IOException {
        return log.plans(DeletionFiles.Kind.ASKED).stream().filter(plans::test).toList();
    }

    /** What messages ask for that wait for compaction. */
    public List<Deletion> waiting() throws IOException {
        RawZone raw = new RawZone(files, spec.name());
        List<Deletion> all = new ArrayList<>();
        for (List<Deletion> asked : Concurrent.map(raw.committed(), microbatch -> in(raw, microbatch))) {
            all.addAll(asked);
        }
        return all;
    }

    private List<Deletion> in(RawZone raw, Microbatch microbatch) throws IOException {
        List<Deletion> deletions = new ArrayList<>();
        try {
            Manifest manifest = raw.manifest(microbatch);
            boolean takesBack = manifest.counts().control().keySet().stream().anyMatch(reader::takesBack);
            if (takesBack) {
                LineReader lines = LineReader.of(spec.withFilter("true"), List.of());
                History history = new History(files, spec.name());
                try (HistoryCursor cursor = history.open(new Piece.Raw(microbatch, manifest.parts()))) {
                    while (cursor.next()) {
                        if (lines.read(cursor.buffer(), cursor.offset(), cursor.length()) == Verdict.CONTROL) {
                            deletions.addAll(reader.read(
                                    lines.control(),
                                    cursor.buffer(),
                                    cursor.offset(),
                                    cursor.length(),
                                    microbatch.timeMillis(),
                                    cursor.line()));
                        }
                    }
                }
            }
        } catch (FileNotFoundException e) {
            return List.of(); // a compaction has taken it
        }
        return deletions;
    }
}
