package weir.lake.delta;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A process that tries to write each file it is told to, and says whether it did. */
final class VersionRacer {

    private VersionRacer() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String path = in.readLine(); path != null; path = in.readLine()) {
            System.out.println(wins(new DurableLogStore(new Configuration()), path, arguments[0]));
        }
    }

    /** Whether a writer of this name was the first. */
    static boolean wins(DurableLogStore store, String path, String writer) throws IOException {
        try {
            List<String> lines = List.of("{\"commitInfo\":{\"writer\":\"" + writer + "\"}}");
            store.write(new Path(path), lines.iterator(), false, new Configuration());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
