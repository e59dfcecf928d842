package weir.ingest.twitter;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import twitter4j.HttpClientConfiguration;
import twitter4j.HttpResponse;

/** The answer that opens a stream, whose body twitter4j reads as {@link MessageTicks}. */
final class FramedResponse extends HttpResponse {

    /** Any of them says how the body ends. */
    private static final List<String> TELL_THE_END = List.of("Content-Encoding", "Transfer-Encoding", "Content-Length");

    private final HttpResponse response;

    /** @param response with a body that nobody has read from, plain or unpacked */
    FramedResponse(Reading reading, HttpResponse response, HttpClientConfiguration configuration) {
        super(configuration);
        this.response = response;
        this.statusCode = response.getStatusCode();
        boolean endIsTold = TELL_THE_END.stream().anyMatch(header -> response.getResponseHeader(header) != null);
        Framing messages = new LineFraming(response.asStream(), endIsTold);
        reading.reads(messages);
        this.is = new MessageTicks(messages, reading::dying);
    }

    @Override
    public String getResponseHeader(String name) {
        return response.getResponseHeader(name);
    }

    @Override
    public Map<String, List<String>> getResponseHeaderFields() {
        return response.getResponseHeaderFields();
    }

    @Override
    public void disconnect() throws IOException {
        response.disconnect();
    }
}
