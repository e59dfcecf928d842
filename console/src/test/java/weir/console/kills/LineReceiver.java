package weir.console.kills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.receiver.Receiver;

/** The receiver of Spark's guide to custom receivers, with lines that come by HTTP instead of a plain socket. */
final class LineReceiver extends Receiver<String> {

    private static final long serialVersionUID = 1L;

    private final String url;

    LineReceiver(String url) {
        super(StorageLevel.MEMORY_AND_DISK_SER());
        this.url = url;
    }

    @Override
    public void onStart() {
        Thread thread = new Thread(this::receive, "line-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onStop() {
        // the thread looks at isStopped
    }

    private void receive() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(URI.create(url).toURL().openStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (!isStopped() && line != null) {
                if (!line.isEmpty()) {
                    store(line);
                }
                line = in.readLine();
            }
            restart("The stream has ended");
        } catch (IOException e) {
            restart("Cannot read " + url, e);
        }
    }
}
