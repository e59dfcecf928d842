package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.ManifestFile;

/** A segment's index as a file; the only class that knows the names of its members ({@code docs/formats.md}). */
final class SegmentIndexFile {

    private static final int FORMAT = 2;

    private SegmentIndexFile() {}

    static byte[] bytes(SegmentIndex index) {
        ObjectNode node = Document.begin(FORMAT)
                .put("segment", index.segment().name())
                .put("lines", index.lines())
                .put("bytes", index.bytes())
                .put("sha256", index.sha256());
        ArrayNode frames = node.putArray("frames");
        for (Frame frame : index.frames()) {
            frames.addObject()
                    .put("offset", frame.offset())
                    .put("bytes", frame.bytes())
                    .put("rawBytes", frame.rawBytes())
                    .put("lines", frame.lines());
        }
        ArrayNode manifests = node.putArray("manifests");
        index.manifests().forEach(manifest -> manifests.add(ManifestFile.node(manifest)));
        return Document.bytes(node);
    }

    static SegmentIndex read(LakeFiles files, Segment segment) throws IOException {
        Document node = Document.read(files, segment.indexPath(), FORMAT);
        if (!node.text("segment").equals(segment.name())) {
            throw node.problem("segment", "says " + node.text("segment") + ", but the file is of " + segment.name());
        }
        List<Frame> frames = new ArrayList<>();
        for (Document frame : node.objects("frames")) {
            frames.add(new Frame(
                    frame.number("offset"), size(frame, "bytes"), size(frame, "rawBytes"), size(frame, "lines")));
        }
        List<Manifest> manifests = new ArrayList<>();
        for (Document manifest : node.objects("manifests")) {
            manifests.add(ManifestFile.manifest(manifest));
        }
        SegmentIndex index = new SegmentIndex(segment, node.text("sha256"), manifests, frames);
        long captured = manifests.stream().mapToLong(Manifest::lines).sum();
        if (index.lines() != captured) {
            throw node.problem("frames", "hold " + index.lines() + " lines, but the manifests count " + captured);
        }
        return index;
    }

    private static int size(Document frame, String name) throws CorruptLakeException {
        long size = frame.number(name);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw frame.problem(name, "is " + size + ", which no frame has");
        }
        return (int) size;
    }
}
