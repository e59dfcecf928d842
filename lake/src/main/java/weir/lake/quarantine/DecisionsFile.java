package weir.lake.quarantine;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.Document;
import weir.lake.files.LakeFiles;

/** Decisions as a file; the only class that knows the names of its members ({@code docs/formats.md}). */
final class DecisionsFile {

    private static final int FORMAT = 1;

    private DecisionsFile() {}

    static void write(LakeFiles files, QuarantineFile file, Decisions decisions) throws IOException {
        ObjectNode node = Document.begin(FORMAT).put("stream", file.stream()).put("plan", file.plan());
        ArrayNode all = node.putArray("decisions");
        for (Decisions.Decided decided : decisions.all()) {
            ObjectNode one = all.addObject()
                    .put("order", decided.order())
                    .put("decision", decided.decision().text());
            PickedNode.put(one, decided.lines());
        }
        files.publish(file.decisionsPath(), Document.bytes(node));
    }

    /** The decisions about a file's lines; none if nothing was decided. */
    static Decisions read(LakeFiles files, QuarantineFile file) throws IOException {
        Document node;
        try {
            node = Document.read(files, file.decisionsPath(), FORMAT);
        } catch (FileNotFoundException e) {
            return new Decisions(List.of());
        }
        List<Decisions.Decided> all = new ArrayList<>();
        for (Document one : node.objects("decisions")) {
            Picked picked = PickedNode.read(one, file.stream());
            if (!picked.file().equals(file)) {
                throw one.problem("microbatch", "is of another day or plan than the file");
            }
            all.add(new Decisions.Decided(one.number("order"), decision(one), picked));
        }
        return new Decisions(all);
    }

    static Decision decision(Document node) throws IOException {
        String text = node.text("decision");
        return Decision.of(text)
                .orElseThrow(() -> node.problem("decision", "is \"" + text + "\", which this version does not know"));
    }
}
