package weir.console.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@code saveAsTextFiles} has left: the part files of the folders that have {@code _SUCCESS}. */
final class TextFiles implements Captured {

    private final Path folder;

    TextFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public void read(LineSink sink) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> parts = walk.filter(TextFiles::isCommittedPart)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            for (Path part : parts) {
                TextLines.of(Files.readAllBytes(part)).forEach(line -> sink.line(line, false));
            }
        }
    }

    private static boolean isCommittedPart(Path file) {
        return file.getFileName().toString().startsWith("part-") && Files.exists(file.resolveSibling("_SUCCESS"));
    }

    @Override
    public List<RecordedGap> gaps() {
        return List.of();
    }

    @Override
    public List<String> contradictions() {
        return List.of();
    }
}
