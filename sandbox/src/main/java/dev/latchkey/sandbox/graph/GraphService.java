package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.entra.AccessTokens;
import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.exchange.ItemGone;
import dev.latchkey.sandbox.store.Store;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1.0}: takes a request in, finds who calls, and writes the answer in Graph's way. */
final class GraphService implements HttpService {

    private static final Logger LOG = System.getLogger(GraphService.class.getName());
    private static final String VERSION = "/v1.0";
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final String JSON_TYPE =
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    private final AccessTokens accessTokens;
    private final UserRoutes users;
    private final SubscriptionRoutes subscriptions;
    private final Store store;
    private final Clock clock;

    GraphService(
            AccessTokens accessTokens, UserRoutes users, SubscriptionRoutes subscriptions, Store store, Clock clock) {
        this.accessTokens = accessTokens;
        this.users = users;
        this.subscriptions = subscriptions;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(VERSION, this::handle).any(VERSION + "/*", this::handle);
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var requestId = UUID.randomUUID().toString();
        var clientRequestId = header(request, "client-request-id");
        var echoed = clientRequestId.isEmpty() ? requestId : clientRequestId;
        response.header("request-id", requestId)
                .header("client-request-id", echoed)
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        send(response, answer(request, requestId, echoed));
    }

    private GraphReply answer(ServerRequest request, String requestId, String clientRequestId) {
        try {
            var caller = caller(request);
            var call = call(request, caller);
            var reply = route(call, GraphPath.of(call.address()));
            if (!call.is("GET")) {
                store.commit();
            }
            return call.immutableIds() ? withPreference(reply) : reply;
        } catch (GraphProblem problem) {
            return error(problem, requestId, clientRequestId);
        } catch (ItemGone e) {
            return error(GraphProblem.itemNotFound(), requestId, clientRequestId);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A Graph request failed: " + request.prologue(), e);
            var problem = new GraphProblem(500, "InternalServerError", "The sandbox failed. Its log says why.");
            return error(problem, requestId, clientRequestId);
        }
    }

    private GraphReply route(GraphCall call, GraphPath path) {
        return switch (path.name()) {
            case "me" -> users.me(call, path.rest());
            case "users" -> users.users(call, path.rest());
            case "subscriptions" -> subscriptions.answer(call, path.rest());
            case "$batch" -> throw new GraphProblem(501, "NotImplemented", "This sandbox has no batches.");
            default -> throw GraphProblem.noRoute(path.id());
        };
    }

    private Caller caller(ServerRequest request) {
        var authorization = header(request, "Authorization");
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthenticated("Access token is empty.");
        }
        var caller = accessTokens.check(authorization.substring(7).strip());
        if (caller.isEmpty()) {
            throw unauthenticated("Lifetime validation failed, the token is expired or not of this issuer.");
        }
        if (!caller.get().audience().equals(Resource.GRAPH.audience())) {
            throw unauthenticated("Access token validation failure. Invalid audience.");
        }
        return caller.get();
    }

    private static GraphCall call(ServerRequest request, Caller caller) {
        var uri = request.prologue().uriPath().rawPath();
        var root = Origin.of(request) + VERSION;
        return new GraphCall(
                caller,
                request.prologue().method().text(),
                root,
                uri.substring(uri.indexOf(VERSION) + VERSION.length()),
                GraphQuery.of(request.prologue().query().rawValue()),
                preferences(request),
                header(request, "Content-Type"),
                body(request));
    }

    private static List<String> preferences(ServerRequest request) {
        var preferences = new ArrayList<String>();
        var name = HeaderNames.create("Prefer");
        if (request.headers().contains(name)) {
            for (var header : request.headers().all(name, List::of)) {
                for (var value : header.split("[,;]", -1)) {
                    preferences.add(value.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return List.copyOf(preferences);
    }

    private static byte[] body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (var stream = request.content().inputStream()) {
            var body = stream.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new GraphProblem(413, "RequestEntityTooLarge", "The request is larger than 4 MB.");
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphReply withPreference(GraphReply reply) {
        return reply instanceof GraphReply.Json(var status, var body, var headers)
                ? new GraphReply.Json(status, body, with(headers, "Preference-Applied", "IdType=\"ImmutableId\""))
                : reply;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var all = new java.util.HashMap<>(headers);
        all.put(name, value);
        return all;
    }

    private static GraphProblem unauthenticated(String message) {
        return new GraphProblem(
                401,
                "InvalidAuthenticationToken",
                message,
                Map.of("WWW-Authenticate", "Bearer realm=\"\", client_id=\"00000003-0000-0000-c000-000000000000\""));
    }

    private GraphReply error(GraphProblem problem, String requestId, String clientRequestId) {
        ObjectNode document = GraphCall.JSON.createObjectNode();
        var error = document.putObject("error").put("code", problem.code()).put("message", problem.text());
        error.putObject("innerError")
                // without an offset, as Graph writes it
                .put(
                        "date",
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .put("request-id", requestId)
                .put("client-request-id", clientRequestId);
        return new GraphReply.Json(problem.status(), document, problem.headers());
    }

    private static void send(ServerResponse response, GraphReply reply) {
        response.status(Status.create(reply.status()));
        switch (reply) {
            case GraphReply.Json(var _, var body, var headers) -> {
                headers.forEach((name, value) -> response.header(name, value));
                response.header(HeaderNames.CONTENT_TYPE, JSON_TYPE)
                        .header("OData-Version", "4.0")
                        .send(GraphCall.JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
            }
            case GraphReply.Raw(var _, var type, var body) ->
                response.header(HeaderNames.CONTENT_TYPE, type).send(body);
            case GraphReply.Empty(var _, var location) -> {
                if (location != null) {
                    response.header(HeaderNames.LOCATION, location);
                }
                response.send();
            }
        }
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }
}
