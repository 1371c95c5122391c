package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.workspace.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class WebhookApiTest {

    private final RunningService service = RunningService.shared();
    private final Receiver receiver = new Receiver();
    private final Platform platform = new Platform(service);

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void anEventArrivesSigned() {
        var endpoint = platform.listensAt(receiver.url());
        var event = platform.happens(EventType.MESSAGE_REPLIED, "mbx_1");

        var received = receiver.next();
        assertThat(received.verifiedWith(endpoint.get("secret").asString())).isTrue();
        assertThat(received.header("webhook-id")).isEqualTo(event.id());
        assertThat(received.header("content-type")).startsWith("application/json");
        assertThat(received.json())
                .isEqualTo(platform.get("/v1/events/" + event.id()).body());
        assertThat(received.json().get("type").asString()).isEqualTo("message.replied");
        assertThat(received.json().get("sequence").asLong()).isEqualTo(event.sequence());
        assertThat(received.json().get("mailbox_id").asString()).isEqualTo("mbx_1");
        assertThat(received.json().get("workspace_id").asString())
                .isEqualTo(platform.workspace().value());
        assertThat(received.json().at("/data/subject").asString()).isEqualTo("Hello");
    }

    @Test
    void onlyTheTypesThatAnEndpointWantsComeToIt() {
        platform.listensAt(receiver.url(), "message.replied");
        platform.happens(EventType.OUTGOING_SENT);
        var wanted = platform.happens(EventType.MESSAGE_REPLIED);

        assertThat(receiver.next().header("webhook-id")).isEqualTo(wanted.id());
        assertThat(receiver.nextWithin(200)).isNull();
    }

    @Test
    void theSecretIsShownOnceAndAnIdempotentRepeatShowsTheSame() {
        var request = Map.of("url", receiver.url().toString());
        var first = platform.call("POST", "/v1/webhook-endpoints", request, "key-1");
        var second = platform.call("POST", "/v1/webhook-endpoints", request, "key-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().get("secret").asString()).startsWith("whsec_");
        assertThat(second.body()).isEqualTo(first.body());
        var listed = platform.get("/v1/webhook-endpoints").body();
        assertThat(listed.get("data")).hasSize(1);
        assertThat(listed.toString()).doesNotContain("whsec_");
        assertThat(platform.get("/v1/webhook-endpoints/"
                                + first.body().get("id").asString())
                        .body()
                        .has("secret"))
                .isFalse();
    }

    @Test
    void whatCannotBeAcceptedIsNamed() {
        assertField(Map.of(), "url");
        assertField(Map.of("url", "http://platform.example/"), "url");
        assertField(Map.of("url", receiver.url().toString(), "event_types", List.of("mail.came")), "event_types");
        assertField(Map.of("url", receiver.url().toString(), "description", "x".repeat(201)), "description");
    }

    @Test
    void anEndpointIsChangedInPartsAndDeleted() {
        var path = "/v1/webhook-endpoints/"
                + platform.listensAt(receiver.url(), "message.replied")
                        .get("id")
                        .asString();

        var changed = platform.patch(path, Map.of("description", " CRM ", "event_types", List.of()))
                .body();
        assertThat(changed.get("description").asString()).isEqualTo("CRM");
        assertThat(changed.get("event_types")).isEmpty();
        assertThat(changed.get("url").asString()).isEqualTo(receiver.url().toString());
        assertThat(platform.patch(path, Map.of("url", "https://user@1.1.1.1")).status())
                .isEqualTo(422);
        assertThat(platform.delete(path).status()).isEqualTo(204);
        assertThat(platform.get(path).status()).isEqualTo(404);
    }

    @Test
    void aTestEventGoesToThatEndpointAlone() {
        try (var other = new Receiver()) {
            platform.listensAt(other.url());
            var path = "/v1/webhook-endpoints/"
                    + platform.listensAt(receiver.url(), "message.replied")
                            .get("id")
                            .asString();

            var delivery = platform.post(path + "/test", null);
            assertThat(delivery.status()).isEqualTo(202);
            assertThat(delivery.body().get("status").asString()).isEqualTo("pending");
            assertThat(receiver.next().header("webhook-id"))
                    .isEqualTo(delivery.body().get("event_id").asString());
            assertThat(other.nextWithin(200)).isNull();

            platform.patch(path, Map.of("enabled", false));
            assertThat(platform.post(path + "/test", null).status()).isEqualTo(409);
        }
    }

    @Test
    void eventsAreReadFromACursorByTypeAndMailbox() {
        var first = platform.happens(EventType.MESSAGE_REPLIED, "mbx_1");
        platform.happens(EventType.OUTGOING_SENT, "mbx_1");
        var third = platform.happens(EventType.MESSAGE_REPLIED, "mbx_2");

        var page = platform.get("/v1/events?limit=2").body();
        assertThat(page.get("data")).hasSize(2);
        var rest = platform.get("/v1/events?after=" + page.get("next_cursor").asString())
                .body();
        assertThat(ids(rest)).containsExactly(third.id());
        assertThat(rest.has("next_cursor")).isTrue();
        assertThat(rest.get("next_cursor").isNull()).isTrue();
        assertThat(ids(platform.get("/v1/events?type=message.replied").body())).containsExactly(first.id(), third.id());
        assertThat(ids(platform.get("/v1/events?type=message.replied&mailbox_id=mbx_2")
                        .body()))
                .containsExactly(third.id());
        assertThat(platform.get("/v1/events?type=mail.came").status()).isEqualTo(422);
        assertThat(platform.get("/v1/events?limit=0").status()).isEqualTo(422);
        assertThat(platform.get("/v1/events?after=soon").status()).isEqualTo(422);
    }

    @Test
    void aReplaySendsTheSameMessageOnceMore() {
        var endpoint = platform.listensAt(receiver.url());
        var event = platform.happens(EventType.MESSAGE_REPLIED);
        var first = receiver.next();

        var replayed = platform.post("/v1/events/" + event.id() + "/replay", null);
        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.body().get("data")).hasSize(1);
        var again = receiver.next();
        assertThat(again.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.verifiedWith(endpoint.get("secret").asString())).isTrue();
        assertThat(platform.get("/v1/events/" + event.id() + "/deliveries")
                        .body()
                        .get("data"))
                .hasSize(2);
        assertThat(platform.post("/v1/events/" + event.id() + "/replay", Map.of("endpoint_id", "whe_absent"))
                        .status())
                .isEqualTo(422);
    }

    /** Each post to the one that hangs takes 15 seconds, and there are more of them than jobs that run at once. */
    @Test
    void anEndpointThatHangsHoldsUpNoOther() {
        var end = new CountDownLatch(1);
        try (var hangs = new Receiver()) {
            hangs.answers(exchange -> await(end));
            platform.listensAt(hangs.url());
            platform.listensAt(receiver.url());
            var begin = Instant.now();
            for (var i = 0; i < 150; i++) {
                platform.happens(EventType.MESSAGE_RECEIVED);
            }
            for (var i = 0; i < 150; i++) {
                receiver.next();
            }
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
        } finally {
            end.countDown();
        }
    }

    @Test
    void anotherWorkspaceSeesNothingOfIt() {
        var endpoint =
                platform.listensAt(receiver.url(), "message.replied").get("id").asString();
        var event = platform.happens(EventType.MESSAGE_REPLIED).id();
        receiver.next();
        var stranger = new Platform(service);

        assertThat(stranger.get("/v1/webhook-endpoints").body().get("data")).isEmpty();
        assertThat(stranger.get("/v1/events").body().get("data")).isEmpty();
        for (var path : List.of(
                "/v1/webhook-endpoints/" + endpoint, "/v1/events/" + event, "/v1/events/" + event + "/deliveries")) {
            assertThat(stranger.get(path).status()).isEqualTo(404);
        }
        for (var path : List.of(
                "/v1/webhook-endpoints/" + endpoint + "/test",
                "/v1/webhook-endpoints/" + endpoint + "/rotate-secret",
                "/v1/events/" + event + "/replay")) {
            assertThat(stranger.post(path, null).status()).isEqualTo(404);
        }
        assertThat(stranger.patch("/v1/webhook-endpoints/" + endpoint, Map.of("enabled", false))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.delete("/v1/webhook-endpoints/" + endpoint).status())
                .isEqualTo(404);
        stranger.happens(EventType.MESSAGE_REPLIED);
        assertThat(receiver.nextWithin(200)).isNull();
    }

    @Test
    void aKeyWithoutTheScopeIsRefused() {
        var reader = new Platform(service, EnumSet.of(Scope.READ));
        assertThat(reader.get("/v1/events").status()).isEqualTo(200);
        assertThat(reader.get("/v1/webhook-endpoints").status()).isEqualTo(403);
        assertThat(reader.post(
                                "/v1/webhook-endpoints",
                                Map.of("url", receiver.url().toString()))
                        .status())
                .isEqualTo(403);
    }

    private void assertField(Map<String, Object> request, String field) {
        var refused = platform.post("/v1/webhook-endpoints", request);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("field").asString()).isEqualTo(field);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> ids(JsonNode page) {
        return page.get("data")
                .valueStream()
                .map(event -> event.get("id").asString())
                .toList();
    }
}
