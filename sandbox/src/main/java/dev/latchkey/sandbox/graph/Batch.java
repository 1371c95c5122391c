package dev.latchkey.sandbox.graph;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Up to twenty requests in one, each answered for itself; one that depends on a failed one fails with it.
 *
 * @see <a href="https://learn.microsoft.com/graph/json-batching">Combine multiple HTTP requests using JSON batching</a>
 */
final class Batch {

    static final String VERSION = "/v1.0";

    private static final int MOST = 20;

    private record Item(String id, GraphCall call, List<String> dependsOn) {}

    private final List<Item> items;

    private Batch(List<Item> items) {
        this.items = items;
    }

    static Batch read(GraphCall call) {
        var requests = new JsonBody(call.json())
                .objects("requests")
                .orElseThrow(() -> GraphProblem.badRequest("The property requests is missing."));
        if (requests.isEmpty() || requests.size() > MOST) {
            throw GraphProblem.badRequest("Number of batch request steps must be from 1 to %d; there are %d."
                    .formatted(MOST, requests.size()));
        }
        var items = new LinkedHashMap<String, Item>();
        for (var request : requests) {
            var item = item(call, request);
            if (items.put(item.id(), item) != null) {
                throw GraphProblem.badRequest("Request id " + item.id() + " is not unique in the batch.");
            }
        }
        for (var item : items.values()) {
            for (var before : item.dependsOn()) {
                if (!items.containsKey(before)) {
                    throw GraphProblem.badRequest(
                            "Request " + item.id() + " depends on " + before + ", which is not in the batch.");
                }
            }
        }
        return new Batch(List.copyOf(items.values()));
    }

    /**
     * @param single answers one request
     * @param dependencyFailed answers one that cannot be carried out any more
     */
    GraphReply answer(Function<GraphCall, GraphReply> single, Supplier<GraphReply> dependencyFailed) {
        var done = new LinkedHashMap<String, GraphReply>();
        var left = new ArrayList<>(items);
        while (!left.isEmpty()) {
            var ready = left.stream()
                    .filter(item -> done.keySet().containsAll(item.dependsOn()))
                    .toList();
            if (ready.isEmpty()) {
                throw GraphProblem.badRequest("The requests of the batch depend on each other in a circle.");
            }
            for (var item : ready) {
                var failed = item.dependsOn().stream()
                        .map(done::get)
                        .anyMatch(before -> before != null && before.status() >= 400);
                done.put(item.id(), failed ? dependencyFailed.get() : single.apply(item.call()));
            }
            left.removeAll(ready);
        }
        var json = GraphCall.JSON.createObjectNode();
        var responses = json.putArray("responses");
        done.forEach((id, reply) -> responses.add(response(id, reply)));
        return GraphReply.ok(json);
    }

    private static Item item(GraphCall call, JsonBody request) {
        var id = required(request, "id");
        var url = required(request, "url");
        var address = url.startsWith("/") ? url : "/" + url;
        if (address.toLowerCase(Locale.ROOT).startsWith("/$batch")) {
            throw GraphProblem.badRequest("A batch cannot contain a batch.");
        }
        var query = address.indexOf('?');
        var headers = headers(request);
        return new Item(
                id,
                new GraphCall(
                        call.caller(),
                        required(request, "method").toUpperCase(Locale.ROOT),
                        call.root(),
                        query < 0 ? address : address.substring(0, query),
                        GraphQuery.of(query < 0 ? "" : address.substring(query + 1)),
                        GraphCall.preferences(List.of(headers.getOrDefault("prefer", ""))),
                        headers.getOrDefault("content-type", ""),
                        body(id, request, headers)),
                request.texts("dependsOn").orElse(List.of()));
    }

    private static Map<String, String> headers(JsonBody request) {
        var headers = new LinkedHashMap<String, String>();
        request.object("headers")
                .ifPresent(given -> given.node()
                        .properties()
                        .forEach(header -> headers.put(
                                header.getKey().toLowerCase(Locale.ROOT),
                                header.getValue().asString(""))));
        return headers;
    }

    /** JSON stands as it is, everything else in base64. */
    private static byte[] body(String id, JsonBody request, Map<String, String> headers) {
        var body = request.get("body").filter(given -> !given.isNull());
        if (body.isEmpty()) {
            return new byte[0];
        }
        var type = headers.get("content-type");
        if (type == null) {
            throw GraphProblem.badRequest(
                    "Write request id : " + id + " does not contain Content-Type header or body.");
        }
        JsonNode given = body.get();
        if (type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return GraphCall.JSON.writeValueAsString(given).getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(given.asString(""));
        } catch (IllegalArgumentException e) {
            throw GraphProblem.badRequest("The body of request " + id + " is not in base64.");
        }
    }

    private static ObjectNode response(String id, GraphReply reply) {
        var json = GraphCall.JSON.createObjectNode().put("id", id).put("status", reply.status());
        var headers = json.putObject("headers");
        switch (reply) {
            case GraphReply.Json(var _, var body, var given) -> {
                given.forEach(headers::put);
                headers.put("Content-Type", GraphService.JSON_TYPE);
                json.set("body", body);
            }
            case GraphReply.Raw(var _, var type, var bytes) -> {
                headers.put("Content-Type", type);
                json.put("body", Base64.getEncoder().encodeToString(bytes));
            }
            case GraphReply.Stream(var _, var type, var body) -> {
                headers.put("Content-Type", type);
                json.put("body", Base64.getEncoder().encodeToString(bytes(body)));
            }
            case GraphReply.Empty(var _, var location) -> {
                if (location != null) {
                    headers.put("Location", location);
                }
            }
        }
        return json;
    }

    private static byte[] bytes(GraphReply.Source body) {
        var bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String required(JsonBody request, String name) {
        return request.text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> GraphProblem.badRequest("A request of the batch has no " + name + "."));
    }
}
