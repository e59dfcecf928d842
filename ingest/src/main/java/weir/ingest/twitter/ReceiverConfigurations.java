package weir.ingest.twitter;

import twitter4j.HttpClientFactory;
import twitter4j.conf.Configuration;
import twitter4j.conf.ConfigurationBuilder;
import twitter4j.conf.ConfigurationContext;
import twitter4j.conf.ConfigurationFactory;

/**
 * What twitter4j is told, by receiver, and which classes it takes of ours. Bahir takes the configuration of the process, which
 * twitter4j reads from system properties once and keeps; two streams with different servers need two. twitter4j creates this
 * factory by its name.
 */
public final class ReceiverConfigurations implements ConfigurationFactory {

    private static final String PROPERTY = "twitter4j.configurationFactory";
    private static final String CLIENT = "twitter4j.http.httpClient";
    private static final ThreadLocal<Configuration> OF_THREAD = new ThreadLocal<>();

    private final Configuration standard = new ConfigurationBuilder().build();

    /** For twitter4j. */
    public ReceiverConfigurations() {}

    /** Makes twitter4j ask here; has to be called before anything else touches twitter4j. */
    static void install() {
        System.setProperty(PROPERTY, ReceiverConfigurations.class.getName());
        System.setProperty(CLIENT, FramingClient.class.getName());
    }

    /** Does something for which twitter4j's configuration is this one. */
    static void with(Configuration configuration, Runnable action) {
        OF_THREAD.set(configuration);
        try {
            boolean taken = ConfigurationContext.getInstance() == configuration
                    && HttpClientFactory.getInstance(configuration.getHttpClientConfiguration())
                            instanceof FramingClient;
            if (!taken) {
                throw new IllegalStateException("Cannot configure twitter4j: it was used in this process before,"
                        + " without Weir. Set -D" + PROPERTY + "=" + ReceiverConfigurations.class.getName() + " and -D"
                        + CLIENT + "=" + FramingClient.class.getName());
            }
            action.run();
        } finally {
            OF_THREAD.remove();
        }
    }

    /** What a receiver's settings mean to twitter4j. No credentials: they travel as Authorization. */
    static Configuration of(ReceiverSettings settings) {
        return new ConfigurationBuilder()
                .setStreamBaseURL(settings.baseUrl())
                .setHttpStreamingReadTimeout(
                        Math.toIntExact(settings.readTimeout().toMillis()))
                .setHttpConnectionTimeout(
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .setHttpRetryCount(0)
                .setDispatcherImpl(InlineDispatcher.class.getName())
                .build();
    }

    @Override
    public Configuration getInstance() {
        Configuration chosen = OF_THREAD.get();
        return chosen == null ? standard : chosen;
    }

    @Override
    public Configuration getInstance(String configTreePath) {
        return getInstance();
    }

    @Override
    public void dispose() {}
}
