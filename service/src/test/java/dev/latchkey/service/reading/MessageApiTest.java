package dev.latchkey.service.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.workspace.ApiKeys;
import dev.latchkey.service.workspace.Scope;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final DemoWorld world = DemoWorld.shared();
    private final WatchedMailbox mailbox = WatchedMailbox.connect("adele@adventure-works.example");
    private final ApiKeys keys = world.service().bean(ApiKeys.class);
    private final String key = keys.create(mailbox.workspace(), "all", Set.of(Scope.READ, Scope.SEND));
    private final String readOnly = keys.create(mailbox.workspace(), "read", Set.of(Scope.READ));

    @Test
    void messagesAreListedPageByPage() {
        for (var number = 0; number < 5; number++) {
            mailbox.deliver("Listed " + number);
        }
        mailbox.arrived("inbox", "Listed 4");
        mailbox.arrived("inbox", "Listed 0");
        var seen = new HashSet<String>();
        var pages = 0;
        var path = "/messages?folder=inbox&limit=2";
        var next = get(path);
        while (true) {
            next.path("data")
                    .forEach(message -> seen.add(message.path("message_id").stringValue()));
            pages++;
            if (next.path("next_cursor").isNull()) {
                break;
            }
            next = get(path + "&cursor=" + next.path("next_cursor").stringValue());
        }
        assertThat(seen).hasSize(mailbox.list("inbox").size());
        assertThat(pages).isEqualTo((seen.size() + 1) / 2);
    }

    @Test
    void aMessageComesWithItsBodyRawAndThread() {
        mailbox.deliver("Whole");
        var message = mailbox.arrived("inbox", "Whole");

        var one = get("/messages/" + message.id());
        assertThat(one.path("subject").stringValue()).isEqualTo("Whole");
        assertThat(one.path("body").path("content").stringValue()).contains("Text of Whole");

        var raw = call("GET", "/messages/" + message.id() + "/raw", key, "");
        assertThat(raw.body()).contains("Subject: Whole");
        assertThat(raw.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment; ");
        assertThat(raw.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");

        var thread = get("/threads/" + message.threadId());
        assertThat(thread.path("data").get(0).path("message_id").stringValue()).isEqualTo(message.id());
        assertThat(get("/messages/" + message.id() + "/attachments")
                        .path("data")
                        .size())
                .isZero();
    }

    @Test
    void foldersAreListedWithTheirCounts() {
        mailbox.deliver("Counted");
        mailbox.arrived("inbox", "Counted");
        var inbox = get("/folders").path("data").get(0);
        assertThat(inbox.path("well_known").stringValue()).isEqualTo("inbox");
        assertThat(inbox.path("total").intValue())
                .isEqualTo(mailbox.list("inbox").size());
        assertThat(inbox.path("unread").intValue()).isPositive();
    }

    @Test
    void marksAreChangedAtMicrosoftAndToldOnce() {
        mailbox.deliver("To be marked");
        var message = mailbox.arrived("inbox", "To be marked");

        var answer = call(
                "PATCH",
                "/messages/" + message.id(),
                key,
                "{\"is_read\":true,\"flagged\":true,\"categories\":[\"Hot lead\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"is_read\":true", "\"flag\":\"flagged\"", "\"Hot lead\"");
        var there =
                mailbox.box().message(message.mail().graphId()).orElseThrow().marks();
        assertThat(there.read()).isTrue();
        assertThat(there.categories()).containsExactly("Hot lead");
        mailbox.deliver("After the mark");
        mailbox.arrived("inbox", "After the mark");
        assertThat(mailbox.told(EventType.MESSAGE_UPDATED, message)).isEqualTo(1);
    }

    @Test
    void markingTakesTheScopeSend() {
        mailbox.deliver("Not yours to mark");
        var message = mailbox.arrived("inbox", "Not yours to mark");
        assertThat(call("PATCH", "/messages/" + message.id(), readOnly, "{\"is_read\":true}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("GET", "/messages/" + message.id(), readOnly, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherWorkspaceFindsNothing() {
        var message = mailbox.list("inbox").getFirst();
        var stranger = keys.create(newWorkspace(), "stranger", Set.of(Scope.values()));
        for (var path : new String[] {
            "/folders",
            "/messages",
            "/messages/" + message.id(),
            "/messages/" + message.id() + "/raw",
            "/messages/" + message.id() + "/attachments",
            "/messages/" + message.id() + "/attachments/x",
            "/threads/" + message.threadId()
        }) {
            assertThat(call("GET", path, stranger, "").statusCode()).as(path).isEqualTo(404);
        }
        assertThat(call("PATCH", "/messages/" + message.id(), stranger, "{\"is_read\":true}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void badInputIsAProblem() {
        assertThat(call("GET", "/messages?limit=0", key, "").statusCode()).isEqualTo(422);
        assertThat(call("GET", "/messages?limit=201", key, "").statusCode()).isEqualTo(422);
        assertThat(call("GET", "/messages?folder=nowhere", key, "").statusCode())
                .isEqualTo(404);
        assertThat(call("GET", "/messages?cursor=%00garbage", key, "").statusCode())
                .isEqualTo(422);
        assertThat(call("GET", "/messages?cursor=garbage", key, "").statusCode())
                .isEqualTo(422);
        assertThat(call("GET", "/messages/msg_none", key, "").statusCode()).isEqualTo(404);
        var message = mailbox.list("inbox").getFirst();
        assertThat(call("PATCH", "/messages/" + message.id(), key, "{\"categories\":[\"\"]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(call("PATCH", "/messages/" + message.id(), key, "{\"categories\":[null]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(call("PATCH", "/messages/" + message.id(), key, "[]").statusCode())
                .isEqualTo(400);
    }

    private WorkspaceId newWorkspace() {
        var workspace = new WorkspaceId(Ids.random("ws"));
        world.service()
                .bean(Transactions.class)
                .run(
                        workspace,
                        () -> world.service()
                                .bean(JdbcClient.class)
                                .sql("insert into workspaces (id, name, created_at) values (:id, 'Strangers', now())")
                                .param("id", workspace.value())
                                .update());
        return workspace;
    }

    private JsonNode get(String path) {
        var answer = call("GET", path, key, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> call(String method, String path, String as, String body) {
        var request = HttpRequest.newBuilder(world.service().at("/v1/mailboxes/" + mailbox.id() + path))
                .header("Authorization", "Bearer " + as)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
