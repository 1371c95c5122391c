package dev.latchkey.microsoft.graph;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.http.Http;
import dev.latchkey.microsoft.http.HttpReply;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes calls for one token, each once. */
final class GraphCalls {

    private static final long LONGEST_JSON = 64L << 20;
    // mail of the largest size a tenant can allow, 150 MB, on a slow line
    private static final Duration BULK_DEADLINE = Duration.ofMinutes(3);
    // https://learn.microsoft.com/graph/outlook-immutable-id
    private static final String PREFER = "IdType=\"ImmutableId\", outlook.body-content-type=\"html\"";

    private final Cloud cloud;
    private final AccessToken token;
    private final Http http;
    private final Clock clock;

    GraphCalls(Cloud cloud, AccessToken token, Http http, Clock clock) {
        this.cloud = cloud;
        this.token = token;
        this.http = http;
        this.clock = clock;
    }

    /** Escapes an id or a value for a path or a query; ids can hold a slash, a plus and an equals sign. */
    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A string of OData's filter language. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    <T> GraphReply<T> get(String path, Function<JsonNode, T> read) {
        return json(request(own(path)).GET(), true, read);
    }

    /** As Microsoft gave it, and only to where the token belongs. */
    <T> GraphReply<T> follow(String link, @Nullable Integer pageSize, Function<JsonNode, T> read) {
        var uri = ofThisCloud(link);
        if (uri == null) {
            return GraphAnswers.refusedHere("ForeignLink", "the link does not lead to " + cloud.graph());
        }
        var request = request(uri).GET();
        if (pageSize != null) {
            request.setHeader("Prefer", PREFER + ", odata.maxpagesize=" + pageSize);
        }
        return json(request, true, read);
    }

    <T> GraphReply<T> post(String path, JsonNode body, Function<JsonNode, T> read) {
        return json(withJson(request(own(path)), "POST", body), false, read);
    }

    <T> GraphReply<T> patch(String path, JsonNode body, Function<JsonNode, T> read) {
        return json(withJson(request(own(path)), "PATCH", body), false, read);
    }

    GraphReply<Accepted> act(String path, JsonNode body) {
        return accepted(withJson(request(own(path)), "POST", body));
    }

    GraphReply<Accepted> act(String path) {
        return accepted(request(own(path)).POST(BodyPublishers.noBody()));
    }

    GraphReply<Accepted> actWithText(String path, byte[] text) {
        return accepted(request(own(path)).header("Content-Type", "text/plain").POST(BodyPublishers.ofByteArray(text)));
    }

    GraphReply<Accepted> delete(String path) {
        return accepted(request(own(path)).DELETE());
    }

    GraphReply<byte[]> bytes(String path, long limit) {
        var reply = http.send(request(own(path)).GET().build(), limit, BULK_DEADLINE);
        return outcome(reply, true, HttpReply.Answer::body);
    }

    URI own(String path) {
        return URI.create(cloud.graph() + path);
    }

    private @Nullable URI ofThisCloud(String link) {
        try {
            var uri = URI.create(link);
            return cloud.ownsGraphLink(uri) ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token.value())
                .header("Accept", "application/json")
                .header("Prefer", PREFER);
    }

    private static HttpRequest.Builder withJson(HttpRequest.Builder request, String method, JsonNode body) {
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()));
    }

    private <T> GraphReply<T> json(HttpRequest.Builder request, boolean reading, Function<JsonNode, T> read) {
        return outcome(
                http.send(request.build(), LONGEST_JSON),
                reading,
                answer -> read.apply(GraphAnswers.parse(answer.body())));
    }

    private GraphReply<Accepted> accepted(HttpRequest.Builder request) {
        return outcome(
                http.send(request.build(), LONGEST_JSON),
                false,
                answer -> new Accepted(answer.header("request-id").orElse(null)));
    }

    private <T> GraphReply<T> outcome(HttpReply reply, boolean reading, Function<HttpReply.Answer, T> read) {
        return switch (reply) {
            case HttpReply.NotSent(var reason) -> GraphAnswers.notSent(reason);
            case HttpReply.Lost(var reason) -> new GraphReply.Unclear<>(reason);
            case HttpReply.TooLarge(var limit)
            when reading -> GraphAnswers.refusedHere("TooLarge", "the answer is longer than " + limit + " bytes");
            case HttpReply.TooLarge tooLarge -> new GraphReply.Unclear<>("an answer of impossible length");
            case HttpReply.Answer answer when answer.success() -> success(answer, read);
            case HttpReply.Answer answer -> GraphAnswers.failure(answer, reading, clock);
        };
    }

    private static <T> GraphReply<T> success(HttpReply.Answer answer, Function<HttpReply.Answer, T> read) {
        try {
            return new GraphReply.Done<>(read.apply(answer));
        } catch (UnreadableAnswer e) {
            return new GraphReply.Unclear<>("HTTP " + answer.status() + ", but " + e.getMessage());
        }
    }
}
