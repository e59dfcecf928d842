package weir.replay.serve;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client asks for, as far as it may. */
record StreamRequest(String endpoint, StatusFilter filter, boolean delimited) {
    private static final String FILTER = "/1.1/statuses/filter.json";
    private static final String SAMPLE = "/1.1/statuses/sample.json";
    private static final Map<String, List<String>> METHODS =
            Map.of(FILTER, List.of("GET", "POST"), SAMPLE, List.of("GET", "POST"));
    private static final int LONGEST_FORM = 1024 * 1024;
    private static final int MOST_TRACK = 400;
    private static final int MOST_FOLLOW = 5_000;
    private static final int MOST_LOCATIONS = 25;

    /** A request that is answered with an error; only between {@link #read} and its caller. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        RefusedException(int status, String reason) {
            super(reason);
            this.refusal = new Refusal(status, reason);
        }

        Refusal refusal() {
            return refusal;
        }
    }

    /**
     * Reads and checks a request: path, method, signature, parameters, in this order.
     *
     * @throws RefusedException if it is not to be answered with a stream
     * @throws IOException if the client has left
     */
    static StreamRequest read(Exchange exchange, OAuthVerifier verifier) throws IOException, RefusedException {
        RequestHead head = head(exchange);
        String path = head.target().getPath();
        List<String> methods = METHODS.get(path);
        if (methods == null) {
            throw new RefusedException(404, "There is only %s and %s here".formatted(FILTER, SAMPLE));
        }
        if (!methods.contains(head.method())) {
            exchange.header("Allow", String.join(", ", methods));
            throw new RefusedException(405, "%s is for %s".formatted(path, String.join(" and ", methods)));
        }
        try {
            Parameters parameters =
                    Parameters.parse(head.target().getRawQuery()).and(form(exchange, head));
            verify(head, parameters, path, verifier);
            boolean delimited = parameters.value("delimited").equals("length");
            if (path.equals(SAMPLE)) {
                StatusFilter filter = StatusFilter.parse(
                        name -> name.equals("language") || name.equals("filter_level") ? parameters.value(name) : "");
                return new StreamRequest("sample", filter, delimited);
            }
            return new StreamRequest("filter", checked(StatusFilter.parse(parameters::value)), delimited);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(406, e.getMessage());
        }
    }

    private static RequestHead head(Exchange exchange) throws IOException, RefusedException {
        try {
            return exchange.head();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, e.getMessage());
        }
    }

    private static void verify(RequestHead head, Parameters parameters, String path, OAuthVerifier verifier)
            throws RefusedException {
        Optional<String> host = head.header("Host");
        URI address = URI.create("http://" + host.orElse("") + path);
        if (host.isEmpty() || address.getHost() == null) {
            throw new RefusedException(400, "The Host header must name this server");
        }
        String authorization = head.header("Authorization").orElse(null);
        var refusal = verifier.refusal(head.method(), address, parameters, authorization);
        if (refusal.isPresent()) {
            throw new RefusedException(401, "Unauthorized: " + refusal.get().reason());
        }
    }

    private static StatusFilter checked(StatusFilter filter) throws RefusedException {
        if (filter.hasNoChoice()) {
            throw new RefusedException(
                    406, "No filter parameters found. Expect at least one parameter: follow track locations");
        }
        limit("track", filter.trackSize(), MOST_TRACK);
        limit("follow", filter.followSize(), MOST_FOLLOW);
        limit("locations", filter.locationsSize(), MOST_LOCATIONS);
        return filter;
    }

    private static void limit(String parameter, int size, int most) throws RefusedException {
        if (size > most) {
            throw new RefusedException(
                    413, "Parameter %s has %d items; at most %d are allowed".formatted(parameter, size, most));
        }
    }

    private static Parameters form(Exchange exchange, RequestHead head) throws IOException, RefusedException {
        if (!head.method().equals("POST")) {
            return Parameters.NONE;
        }
        if (head.contentLength() > LONGEST_FORM) {
            throw new RefusedException(413, "The form is longer than %d bytes".formatted(LONGEST_FORM));
        }
        return Parameters.parse(new String(exchange.body(head), StandardCharsets.UTF_8));
    }
}
