package weir.ingest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What the classes below a package say while this is open. */
public final class LogCapture extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogCapture(String name) {
        super("capture", null, null, false, Property.EMPTY_ARRAY);
        this.logger = (Logger) LogManager.getLogger(name);
    }

    public static LogCapture of(String name) {
        LogCapture capture = new LogCapture(name);
        capture.start();
        Configurator.setLevel(name, Level.INFO); // of the loggers below it, too: without a session they say errors only
        capture.logger.addAppender(capture);
        return capture;
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }

    /** Lines that begin so, with their level. */
    public List<String> lines(String begin) {
        return lines.stream().filter(line -> line.startsWith(begin)).toList();
    }

    @Override
    public void close() {
        logger.removeAppender(this);
        stop();
    }
}
