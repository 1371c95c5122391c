package dev.latchkey.service.webhooks;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.workspace.ApiKeys;
import dev.latchkey.service.workspace.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A platform with a workspace of its own that calls the API with its key. */
final class Platform {

    record Answer(int status, JsonNode body) {}

    /** What an event of these tests tells. */
    record Told(String subject) {}

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RunningService service;
    private final WorkspaceId workspace = new WorkspaceId(Ids.random("ws"));
    private final String key;

    Platform(RunningService service) {
        this(service, EnumSet.allOf(Scope.class));
    }

    Platform(RunningService service, Set<Scope> scopes) {
        this.service = service;
        service.bean(Transactions.class)
                .run(
                        workspace,
                        () -> service.bean(JdbcClient.class)
                                .sql("insert into workspaces (id, name, created_at) values (:id, 'A platform', now())")
                                .param("id", workspace.value())
                                .update());
        key = service.bean(ApiKeys.class).create(workspace, "test", scopes);
    }

    WorkspaceId workspace() {
        return workspace;
    }

    Answer get(String path) {
        return call("GET", path, null, null);
    }

    Answer post(String path, @Nullable Object body) {
        return call("POST", path, body, null);
    }

    Answer patch(String path, Object body) {
        return call("PATCH", path, body, null);
    }

    Answer delete(String path) {
        return call("DELETE", path, null, null);
    }

    Answer call(String method, String path, @Nullable Object body, @Nullable String idempotencyKey) {
        var request = HttpRequest.newBuilder(service.at(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The endpoint with its secret. */
    JsonNode listensAt(URI url, String... eventTypes) {
        return post("/v1/webhook-endpoints", Map.of("url", url.toString(), "event_types", List.of(eventTypes)))
                .body();
    }

    Event happens(EventType type) {
        return happens(type, null);
    }

    Event happens(EventType type, @Nullable String mailbox) {
        return service.bean(Transactions.class)
                .in(workspace, () -> service.bean(EventLog.class).append(workspace, type, mailbox, new Told("Hello")));
    }
}
