package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;

/** What becomes of a segment, made of the captured lines with none of the classes that are tested. */
final class RewrittenText {

    final List<byte[]> lines = new ArrayList<>();
    final List<Manifest> manifests = new ArrayList<>();
    final Set<Integer> touched = new HashSet<>();
    final List<byte[]> gone = new ArrayList<>();
    long deleted;
    long changed;

    static RewrittenText of(LakeFiles files, SegmentFooter footer, IntPredicate frames, LineEdit edit)
            throws IOException {
        RewrittenText expected = new RewrittenText();
        List<Integer> frameOf = new ArrayList<>();
        for (int i = 0; i < footer.frames().size(); i++) {
            for (int line = 0; line < footer.frames().get(i).lines(); line++) {
                frameOf.add(i);
            }
        }
        for (Manifest manifest : footer.manifests()) {
            List<Part> parts = new ArrayList<>();
            for (Part part : manifest.parts()) {
                List<byte[]> before =
                        Lines.split(files.read(manifest.microbatch().path(part.name())));
                List<byte[]> after = new ArrayList<>();
                boolean same = true;
                for (byte[] line : before) {
                    int frame = frameOf.get(expected.lines.size());
                    byte[] edited =
                            frames.test(frame) ? edit.edit(line, 0, line.length).orElse(line) : line;
                    if (!Arrays.equals(edited, line)) {
                        same = false;
                        expected.touched.add(frame);
                        expected.gone.add(line);
                        expected.deleted += edited.length == 0 ? 1 : 0;
                        expected.changed += edited.length == 0 ? 0 : 1;
                    }
                    after.add(edited);
                    expected.lines.add(edited);
                }
                byte[] content = Lines.joined(after);
                parts.add(same ? part : new Part(part.name(), part.lines(), content.length, Lines.sha256(content)));
            }
            expected.manifests.add(manifest.withParts(parts));
        }
        return expected;
    }
}
