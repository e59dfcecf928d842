package weir.ingest.files;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

import weir.ingest.feed.HadoopSettings;
import weir.ingest.feed.PartPlace;
import weir.lake.raw.PartWriter;
import weir.lake.raw.StreamLines;

/**
 * Reads a file as a whole, in an executor: its lines become the part of a number, or only its checksum is taken. A file
 * that cannot be read as a whole leaves nothing. An error of writing is one of the lake, and fails the batch.
 *
 * @param limits how much a file may hold
 * @param hadoop settings of the source's file system
 * @param place where parts are written; null to take the checksum only
 */
record ReadFile(ReadLimits limits, HadoopSettings hadoop, PartPlace place)
        implements Function<Tuple2<Integer, SeenFile>, FileOutcome> {

    @Override
    public FileOutcome call(Tuple2<Integer, SeenFile> numbered) throws IOException {
        SeenFile file = numbered._2();
        try {
            return place == null ? checked(file, hadoop.value()) : written(numbered._1(), file, hadoop.value());
        } catch (RefusedFileException e) {
            if (place != null) {
                place.discard(numbered._1());
            }
            return new FileOutcome(file, null, null, e.refusal());
        }
    }

    private FileOutcome checked(SeenFile file, Configuration settings) throws IOException {
        try (FileContent content = new FileContent(file, limits, settings)) {
            content.lines().transferTo(OutputStream.nullOutputStream());
            return new FileOutcome(file, content.taken(), null, null);
        }
    }

    private FileOutcome written(int number, SeenFile file, Configuration settings) throws IOException {
        try (FileContent content = new FileContent(file, limits, settings);
                PartWriter part = place.part(number);
                StreamLines lines = new StreamLines(content.lines())) {
            while (lines.next()) {
                part.take(lines.buffer(), lines.offset(), lines.length());
            }
            var taken = content.taken();
            return new FileOutcome(file, taken, part.finish(), null);
        }
    }
}
