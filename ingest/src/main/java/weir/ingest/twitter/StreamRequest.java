package weir.ingest.twitter;

import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import twitter4j.HttpParameter;
import twitter4j.RequestMethod;
import twitter4j.auth.OAuthAuthorization;

import weir.lake.config.TwitterSourceConfig;

/**
 * The request that opens a v1.1 stream ("statuses/filter", "statuses/sample" in Twitter's API reference). No credentials:
 * it is signed for each attempt.
 *
 * @param sample whether nothing is asked for in particular
 * @param url the endpoint
 * @param parameters in the order in which they are sent
 */
record StreamRequest(boolean sample, String url, Map<String, String> parameters) implements Serializable {

    static StreamRequest of(TwitterSourceConfig source) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "follow", source.follow());
        put(parameters, "track", source.track());
        put(
                parameters,
                "locations",
                source.locations().stream()
                        .flatMap(box -> List.of(box.west(), box.south(), box.east(), box.north()).stream())
                        .toList());
        put(parameters, "language", source.languages());
        parameters.put("stall_warnings", "true");
        if (source.delimited()) {
            parameters.put("delimited", "length");
        }
        String endpoint = source.sample() ? "statuses/sample.json" : "statuses/filter.json";
        return new StreamRequest(source.sample(), source.baseUrl() + endpoint, parameters);
    }

    private static void put(Map<String, String> parameters, String name, List<?> values) {
        if (!values.isEmpty()) {
            parameters.put(name, values.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    /** Whether messages come with their length before them. */
    boolean delimited() {
        return parameters.containsKey("delimited");
    }

    /** The request, signed now; the head of the answer may take as long as the timeout says. */
    HttpRequest signed(OAuthAuthorization authorization, Duration timeout) {
        HttpParameter[] asked = parameters.entrySet().stream()
                .map(parameter -> new HttpParameter(parameter.getKey(), parameter.getValue()))
                .toArray(HttpParameter[]::new);
        String encoded = HttpParameter.encodeParameters(asked);
        RequestMethod method = sample ? RequestMethod.GET : RequestMethod.POST;
        String header = authorization.getAuthorizationHeader(
                new twitter4j.HttpRequest(method, url, asked, authorization, Map.of()));
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .timeout(timeout)
                .header("Authorization", header)
                .header("Accept-Encoding", "gzip");
        return sample
                ? request.uri(URI.create(url + "?" + encoded)).GET().build()
                : request.uri(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded))
                        .build();
    }
}
