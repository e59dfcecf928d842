package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

import weir.lake.files.Mismatch;

/** The data files that a Delta table is made of now: whether each is there, as long as the log says, and undamaged. */
final class TableFiles {

    private static final int BUFFER_BYTES = 1 << 16;

    private final SparkSession spark;
    private final String uri;
    private final String advice;

    /** @param advice what a person can do */
    TableFiles(SparkSession spark, String uri, String advice) {
        this.spark = spark;
        this.uri = uri;
        this.advice = advice;
    }

    /** What is wrong. A local disk notices other bytes by the checksums that Hadoop laid beside the files. */
    List<Mismatch> mismatches() throws IOException {
        DeltaLog log = DeltaLog.forTable(spark, uri);
        Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
        List<Mismatch> found = new ArrayList<>();
        if (snapshot.version() < 0) {
            return found;
        }
        Configuration hadoop = spark.sessionState().newHadoopConf();
        FileSystem fileSystem = log.dataPath().getFileSystem(hadoop);
        for (AddFile file : snapshot.allFiles().collectAsList()) {
            Path path = file.absolutePath(log);
            try (InputStream in = fileSystem.open(path, BUFFER_BYTES)) {
                long bytes = in.transferTo(OutputStream.nullOutputStream());
                if (bytes != file.size()) {
                    found.add(new Mismatch(
                            path.toString(), "the log says " + file.size() + " bytes", bytes + " bytes", advice));
                }
            } catch (FileNotFoundException e) {
                found.add(new Mismatch(path.toString(), "the log names this file", "there is no such file", advice));
            } catch (IOException e) {
                found.add(Mismatch.unreadable(path.toString(), "bytes as they were written", e, advice));
            }
        }
        return found;
    }
}
