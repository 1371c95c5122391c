package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.entra.AccessTokens;
import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.graph.GraphErrors.Trace;
import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code /v1.0}: takes a request in, finds who calls, and writes the answer in Graph's way. */
final class GraphService implements HttpService {

    private static final String VERSION = Batch.VERSION;
    static final String JSON_TYPE =
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    private final AccessTokens accessTokens;
    private final GraphRouter router;

    GraphService(AccessTokens accessTokens, GraphRouter router) {
        this.accessTokens = accessTokens;
        this.router = router;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(VERSION, this::handle).any(VERSION + "/*", this::handle);
    }

    private void handle(ServerRequest request, ServerResponse response) {
        answer(request, response, () -> call(request, caller(request)));
    }

    /** What no other service of the sandbox answers: the gateway takes it for a version that Graph does not have. */
    void refuseVersion(ServerRequest request, ServerResponse response) {
        answer(request, response, () -> {
            throw GraphProblem.badRequest("Invalid version.");
        });
    }

    private void answer(ServerRequest request, ServerResponse response, Supplier<GraphCall> call) {
        var requestId = UUID.randomUUID().toString();
        var clientRequestId = header(request, "client-request-id");
        var echoed = clientRequestId.isEmpty() ? requestId : clientRequestId;
        response.header("request-id", requestId)
                .header("client-request-id", echoed)
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        send(response, router.answer(call, new Trace(requestId, echoed)));
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
        var name = HeaderNames.create("Prefer");
        return GraphCall.preferences(
                request.headers().contains(name) ? request.headers().all(name, List::of) : List.of());
    }

    private static byte[] body(ServerRequest request) {
        try {
            return Body.of(request);
        } catch (Body.Refused e) {
            var code = e.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413) ? "RequestEntityTooLarge" : "BadRequest";
            throw new GraphProblem(e.status().code(), code, e.text());
        }
    }

    private static GraphProblem unauthenticated(String message) {
        return new GraphProblem(
                401,
                "InvalidAuthenticationToken",
                message,
                Map.of("WWW-Authenticate", "Bearer realm=\"\", client_id=\"00000003-0000-0000-c000-000000000000\""));
    }

    static void send(ServerResponse response, GraphReply reply) {
        response.status(Status.create(reply.status()));
        switch (reply) {
            case GraphReply.Json(var _, var body, var headers) -> {
                headers.forEach((name, value) -> response.header(name, value));
                response.header(HeaderNames.CONTENT_TYPE, JSON_TYPE).header("OData-Version", "4.0");
                send(response, out -> GraphCall.JSON.writeValue(out, body));
            }
            case GraphReply.Stream(var _, var type, var body) -> {
                response.header(HeaderNames.CONTENT_TYPE, type);
                send(response, body);
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

    private static void send(ServerResponse response, GraphReply.Source body) {
        try {
            var out = new ResponseBody(response);
            body.writeTo(out);
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }
}
