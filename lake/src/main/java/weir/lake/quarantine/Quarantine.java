package weir.lake.quarantine;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.archive.LineEdit;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.WrittenFile;
import weir.lake.raw.Microbatch;

/**
 * The quarantine of one stream: one file of JSON objects for each plan and day with a malformed line, and beside it the
 * decisions about its lines. A line that something was decided about is not in quarantine any more, whether or not the
 * file still holds it. With {@link QuarantineReader} the only class that knows the members of the lines ({@code
 * docs/formats.md}). Holds no state; safe for threads.
 */
public final class Quarantine {

    static final int FORMAT = 1;

    private final LakeFiles files;
    private final String stream;

    public Quarantine(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /**
     * Writes the malformed lines of a plan's day, as one published file in place of an earlier one. Without a line there is
     * no file.
     *
     * @param lines in the order of microbatch and line
     */
    public void write(long plan, LocalDate date, Iterator<QuarantinedLine> lines) throws IOException {
        QuarantineFile file = new QuarantineFile(stream, date, plan);
        if (!lines.hasNext()) {
            files.delete(file.path());
            return;
        }
        String temporary = file.path() + ".tmp";
        try (WrittenFile out = files.create(temporary)) {
            while (lines.hasNext()) {
                write(out, lines.next());
            }
        }
        files.rename(temporary, file.path());
    }

    /** Files that hold lines or decisions, by day and plan. */
    public List<QuarantineFile> files() throws IOException {
        TreeSet<QuarantineFile> found = new TreeSet<>();
        String folder = QuarantineFile.streamFolder(stream);
        for (String day : files.list(folder)) {
            for (String name : files.list(folder + "/" + day)) {
                QuarantineFile.parse(day, name)
                        .filter(file -> file.stream().equals(stream))
                        .ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** Opens a file for the lines in it that are in quarantine. */
    public QuarantineReader open(QuarantineFile file) throws IOException {
        return new QuarantineReader(files, file);
    }

    /** All lines in quarantine, by day and plan. */
    public List<QuarantinedLine> lines() throws IOException {
        List<QuarantinedLine> found = new ArrayList<>();
        for (QuarantineFile file : files()) {
            try (QuarantineReader reader = open(file)) {
                for (Optional<QuarantinedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                    found.add(line.get());
                }
            }
        }
        return found;
    }

    /**
     * What became of the lines of each microbatch that went to quarantine; a microbatch without such a line is not in it.
     * Adds up while lines are decided about: each line counts once.
     *
     * @param wanted which microbatches to count
     */
    public SortedMap<Microbatch, QuarantineCounts> counts(Predicate<Microbatch> wanted) throws IOException {
        SortedMap<Microbatch, QuarantineCounts> counts = new TreeMap<>();
        for (QuarantineFile file : files()) {
            SortedMap<Microbatch, QuarantineCounts> ofFile = counts(file);
            ofFile.keySet().removeIf(wanted.negate());
            ofFile.forEach((microbatch, some) -> counts.merge(microbatch, some, QuarantineCounts::and));
        }
        return counts;
    }

    /** What became of the lines of one file, by microbatch. */
    public SortedMap<Microbatch, QuarantineCounts> counts(QuarantineFile file) throws IOException {
        SortedMap<Microbatch, QuarantineCounts> counts = new TreeMap<>();
        QuarantineCounts one = new QuarantineCounts(1, 0, 0);
        Decisions decisions;
        try (QuarantineReader reader = open(file)) {
            decisions = reader.decisions();
            for (Optional<QuarantinedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                counts.merge(line.get().microbatch(), one, QuarantineCounts::and);
            }
        }
        for (Decisions.Decided decided : decisions.all()) {
            counts.merge(
                    decided.lines().microbatch(),
                    QuarantineCounts.of(
                            decided.decision(), decided.lines().lines().size()),
                    QuarantineCounts::and);
        }
        return counts;
    }

    /** The numbers of the lines of a file about which something was decided, by microbatch. */
    public Map<Microbatch, Set<Long>> decided(QuarantineFile file) throws IOException {
        return DecisionsFile.read(files, file).lines();
    }

    /** Records what an order has decided about lines of a file; once, however often it is called. */
    void decide(QuarantineFile file, Order order) throws IOException {
        Decisions before = DecisionsFile.read(files, file);
        if (!before.include(order.number())) {
            List<Decisions.Decided> decided = order.in(file).stream()
                    .map(picked -> new Decisions.Decided(order.number(), order.decision(), picked))
                    .toList();
            DecisionsFile.write(files, file, before.and(decided));
        }
    }

    /** Rewrites a file without the lines that were decided about; removes it if none is left. */
    void tidy(QuarantineFile file) throws IOException {
        if (!files.exists(file.path())) {
            return;
        }
        String temporary = file.path() + ".tmp";
        boolean empty = true;
        try (QuarantineReader reader = open(file);
                WrittenFile out = files.create(temporary)) {
            for (Optional<QuarantinedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                write(out, line.get());
                empty = false;
            }
        }
        if (empty) {
            files.delete(file.path());
            files.delete(temporary);
        } else {
            files.rename(temporary, file.path());
        }
    }

    /** Whether an edit would change a line of a file. */
    boolean isChangedBy(QuarantineFile file, LineEdit edit) throws IOException {
        try (QuarantineReader reader = open(file)) {
            for (Optional<QuarantinedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                byte[] bytes = line.get().bytes();
                if (edit.edit(bytes, 0, bytes.length).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Rewrites a file with what an edit makes of its lines; their number stays. @return how many have changed */
    long rewrite(QuarantineFile file, LineEdit edit) throws IOException {
        String temporary = file.path() + ".tmp";
        long changed = 0;
        try (QuarantineReader reader = open(file);
                WrittenFile out = files.create(temporary)) {
            for (Optional<QuarantinedLine> next = reader.next(); next.isPresent(); next = reader.next()) {
                QuarantinedLine line = next.get();
                Optional<byte[]> edited = edit.edit(line.bytes(), 0, line.bytes().length);
                changed += edited.isPresent() ? 1 : 0;
                write(
                        out,
                        new QuarantinedLine(
                                line.malformed(), line.microbatch(), line.line(), edited.orElse(line.bytes())));
            }
        }
        files.rename(temporary, file.path());
        return changed;
    }

    private static void write(WrittenFile out, QuarantinedLine line) throws IOException {
        out.write(Document.line(node(line)));
    }

    private static ObjectNode node(QuarantinedLine line) {
        return Document.begin(FORMAT)
                .put("reason", line.malformed().reason())
                .put("detail", line.malformed().detail())
                .put("microbatch", line.microbatch().name())
                .put("line", line.line())
                .put("bytes", Base64.getEncoder().encodeToString(line.bytes()));
    }
}
