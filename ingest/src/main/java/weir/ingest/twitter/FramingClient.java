package weir.ingest.twitter;

import java.lang.reflect.Constructor;
import java.util.Map;

import twitter4j.HttpClient;
import twitter4j.HttpClientConfiguration;
import twitter4j.HttpParameter;
import twitter4j.HttpRequest;
import twitter4j.HttpResponse;
import twitter4j.HttpResponseListener;
import twitter4j.TwitterException;
import twitter4j.auth.Authorization;

/**
 * twitter4j's own HTTP client, but for a {@link Reading} the body of the answer is framed here. Everybody else in the process
 * gets what twitter4j's client gives. twitter4j creates this client by its name, and opens its streams with the long forms of
 * {@code get} and {@code post}.
 */
public final class FramingClient implements HttpClient {

    /** The client that twitter4j takes by itself (4.0.6 exactly); not public. */
    private static final String STANDARD = "twitter4j.HttpClientImpl";

    private final HttpClientConfiguration configuration;
    private final HttpClient standard;

    /** For twitter4j. */
    public FramingClient(HttpClientConfiguration configuration) {
        this.configuration = configuration;
        try {
            Constructor<?> constructor = Class.forName(STANDARD).getConstructor(HttpClientConfiguration.class);
            constructor.setAccessible(true);
            this.standard = (HttpClient) constructor.newInstance(configuration);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cannot make a " + STANDARD + ": use twitter4j-core 4.0.6", e);
        }
    }

    private HttpResponse framed(HttpResponse response) {
        return Reading.ofThread()
                .<HttpResponse>map(reading -> new FramedResponse(reading, response, configuration))
                .orElse(response);
    }

    @Override
    public HttpResponse get(
            String url, HttpParameter[] parameters, Authorization authorization, HttpResponseListener listener)
            throws TwitterException {
        return framed(standard.get(url, parameters, authorization, listener));
    }

    @Override
    public HttpResponse post(
            String url, HttpParameter[] parameters, Authorization authorization, HttpResponseListener listener)
            throws TwitterException {
        return framed(standard.post(url, parameters, authorization, listener));
    }

    @Override
    public void addDefaultRequestHeader(String name, String value) {
        standard.addDefaultRequestHeader(name, value);
    }

    @Override
    public Map<String, String> getRequestHeaders() {
        return standard.getRequestHeaders();
    }

    @Override
    public HttpResponse request(HttpRequest request) throws TwitterException {
        return standard.request(request);
    }

    @Override
    public HttpResponse request(HttpRequest request, HttpResponseListener listener) throws TwitterException {
        return standard.request(request, listener);
    }

    @Override
    public HttpResponse get(String url) throws TwitterException {
        return standard.get(url);
    }

    @Override
    public HttpResponse post(String url) throws TwitterException {
        return standard.post(url);
    }

    @Override
    public HttpResponse delete(
            String url, HttpParameter[] parameters, Authorization authorization, HttpResponseListener listener)
            throws TwitterException {
        return standard.delete(url, parameters, authorization, listener);
    }

    @Override
    public HttpResponse delete(String url) throws TwitterException {
        return standard.delete(url);
    }

    @Override
    public HttpResponse head(String url) throws TwitterException {
        return standard.head(url);
    }

    @Override
    public HttpResponse put(
            String url, HttpParameter[] parameters, Authorization authorization, HttpResponseListener listener)
            throws TwitterException {
        return standard.put(url, parameters, authorization, listener);
    }

    @Override
    public HttpResponse put(String url) throws TwitterException {
        return standard.put(url);
    }
}
