package dev.latchkey.service.outgoing;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.workspace.ApiKeys;
import dev.latchkey.service.workspace.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API as a platform does. */
final class Api {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    private final RunningService service;
    private final String key;

    Api(RunningService service, WorkspaceId workspace, Scope... scopes) {
        this.service = service;
        this.key = service.bean(ApiKeys.class).create(workspace, "test", Set.of(scopes));
    }

    Answer get(String path) {
        return call(request(path).GET());
    }

    Answer post(String path, String body) {
        return post(path, body, null);
    }

    Answer post(String path, String body, @Nullable String idempotencyKey) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return call(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.at(path)).header("Authorization", "Bearer " + key);
    }

    private static Answer call(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
