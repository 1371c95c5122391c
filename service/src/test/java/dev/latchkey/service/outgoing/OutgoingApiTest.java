package dev.latchkey.service.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.workspace.ApiKeys;
import dev.latchkey.service.workspace.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutgoingApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OutgoingService outgoing = OutgoingService.shared();
    private final Mailbox mailbox = outgoing.connect(outgoing.newWorkspace(), AccessLevel.SEND_AND_READ);
    private final ApiClient api = client(mailbox.workspace(), Scope.SEND, Scope.READ);
    private final String later = "\"send_at\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"";
    private final String messages = "/v1/mailboxes/" + mailbox.id() + "/messages";

    @Test
    void aMailIsAcceptedAndSoonSent() throws InterruptedException {
        var accepted = api.post(messages, """
                {"to": ["Alex <alex@contoso.example>", {"address": "kim@contoso.example"}], "subject": "Hello",
                 "html": "<p>Hi</p>", "attachments": [{"name": "a.txt", "content_type": "text/plain", "content": "aGk="}]}
                """);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(text(accepted, "id")).startsWith("out_");
        assertThat(text(accepted, "status")).isEqualTo("queued");
        assertThat(accepted.json().path("to").toString())
                .isEqualTo(
                        "[{\"address\":\"alex@contoso.example\",\"name\":\"Alex\"},{\"address\":\"kim@contoso.example\"}]");
        assertThat(text(untilOver(text(accepted, "id")), "status")).isEqualTo("sent");
        var copy = outgoing.graph.mailbox.in("sentitems").stream()
                .filter(item -> item.json().path("toRecipients").size() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(copy.json().path("body").path("content").stringValue()).isEqualTo("<p>Hi</p>");
        assertThat(copy.files().getFirst().path("contentBytes").stringValue()).isEqualTo("aGk=");
    }

    private ApiClient client(WorkspaceId workspace, Scope... scopes) {
        var keys = outgoing.service.bean(ApiKeys.class);
        return new ApiClient(outgoing.service, keys.create(workspace, "test", Set.of(scopes)));
    }

    private static String text(ApiClient.Answer answer, String field) {
        return answer.json().path(field).asString("");
    }

    private ApiClient.Answer untilOver(String id) throws InterruptedException {
        var giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            var now = api.get("/v1/outbox/" + id);
            if (OutgoingStatus.read(text(now, "status")).over() || Instant.now().isAfter(giveUp)) {
                return now;
            }
            Thread.sleep(20);
        }
    }

    static Stream<Arguments> flawed() {
        var many = "[" + "\"a@b.example\",".repeat(500) + "\"a@b.example\"]";
        var large = Base64.getEncoder().encodeToString(new byte[3 * 1024 * 1024]);
        return Stream.of(
                Arguments.of("{}", "to", "recipient"),
                Arguments.of("{\"to\":[]}", "to", "recipient"),
                Arguments.of("{\"to\":[null]}", "to[0]", "must be"),
                Arguments.of("{\"to\":[\"\"]}", "to", "missing"),
                Arguments.of("{\"to\":[\"alex\"]}", "to", "\"alex\""),
                Arguments.of("{\"cc\":[\"a@b@c.example\"]}", "cc", "a@b@c.example"),
                Arguments.of("{\"to\":[\"a b@c.example\"]}", "to", "a b@c.example"),
                Arguments.of("{\"bcc\":[\"a@localhost\"]}", "bcc", "a@localhost"),
                Arguments.of(
                        "{\"to\":[{\"address\":\"a@b.example\",\"name\":\"A\\r\\nBcc: x\"}]}", "to", "Line breaks"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"reply_to\":[\"x\\n@b.example\"]}", "reply_to", "Line breaks"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"subject\":\"a\\nb\"}", "subject", "Line breaks"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"subject\":\"" + "x".repeat(256) + "\"}", "subject", "255"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"text\":\"a\\u0000b\"}", "text", "NUL"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"html\":\"\\ud800\"}", "html", "surrogate"),
                Arguments.of("{\"to\":" + many + "}", "to", "501"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"send_at\":\"tomorrow\"}", "send_at", "tomorrow"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"send_at\":\"2999-01-01T00:00:00Z\"}", "send_at", "366"),
                Arguments.of("{\"to\":[\"a@b.example\"],\"attachments\":[{\"content\":\"\"}]}", "attachments", "name"),
                Arguments.of(
                        "{\"to\":[\"a@b.example\"],\"attachments\":[{\"name\":\"a\\r\\nb\",\"content\":\"\"}]}",
                        "attachments",
                        "line breaks"),
                Arguments.of(
                        "{\"to\":[\"a@b.example\"],\"attachments\":[{\"name\":\"a\",\"content\":\"%\"}]}",
                        "attachments", "base64"),
                Arguments.of(
                        "{\"to\":[\"a@b.example\"],\"attachments\":[{\"name\":\"a\",\"content\":\"" + large + "\"}]}",
                        "attachments",
                        "3,145,728"));
    }

    @ParameterizedTest
    @MethodSource("flawed")
    void aFlawIsNamedWithItsField(String body, String field, String says) {
        var refused = api.post(messages, body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(text(refused, "code")).isEqualTo("invalid_field");
        assertThat(text(refused, "field")).isEqualTo(field);
        assertThat(text(refused, "detail")).contains(says);
        assertThat(api.get("/v1/outbox").json().path("data")).isEmpty();
    }

    @Test
    void anAnswerToAnUnknownMessageIsRefused() {
        var refused = api.post(messages, "{\"reply_to_message_id\":\"msg_none\",\"text\":\"Hi\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(text(refused, "field")).isEqualTo("reply_to_message_id");
    }

    @Test
    void aMailWithoutTextIsFine() {
        var accepted = api.post(messages, "{\"to\":[\"müller@bücher.example\"]," + later + "}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(text(accepted, "status")).isEqualTo("scheduled");
    }

    @Test
    void equalRequestsWithOneKeyAreOneMail() throws Exception {
        var body = "{\"to\":[\"alex@contoso.example\"],\"subject\":\"Once\"," + later + "}";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<ApiClient.Answer> post = () -> api.post(messages, body, "key-1");
            var answers = threads
                    .invokeAll(IntStream.range(0, 50).mapToObj(number -> post).toList())
                    .stream()
                    .map(answer -> answer.resultNow())
                    .toList();

            assertThat(answers).allMatch(answer -> answer.status() == 202);
            assertThat(answers.stream().distinct()).hasSize(1);
        }
        assertThat(api.get("/v1/outbox").json().path("data")).hasSize(1);
        var other = api.post(messages, body.replace("Once", "Twice"), "key-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(text(other, "code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void theOutboxIsListedNewestFirstByStatusAndInPages() {
        for (var number = 0; number < 52; number++) {
            api.post(messages, "{\"to\":[\"a@b.example\"],\"subject\":\"" + number + "\"," + later + "}");
        }

        var first = api.get("/v1/outbox?status=scheduled&mailbox_id=" + mailbox.id());
        var second = api.get("/v1/outbox?cursor=" + text(first, "next_cursor"));

        assertThat(first.json().path("data")).hasSize(50);
        assertThat(first.json().path("data").path(0).path("subject").stringValue())
                .isEqualTo("51");
        assertThat(second.json().path("data")).hasSize(2);
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
        assertThat(api.get("/v1/outbox?status=sent").json().path("data")).isEmpty();
        assertThat(text(api.get("/v1/outbox?status=gone"), "field")).isEqualTo("status");
        assertThat(text(api.get("/v1/outbox?cursor=x"), "field")).isEqualTo("cursor");
    }

    @Test
    void whatIsScheduledCanBeCancelled() {
        var id = text(api.post(messages, "{\"to\":[\"a@b.example\"]," + later + "}"), "id");

        assertThat(text(api.post("/v1/outbox/" + id + "/cancel", ""), "status")).isEqualTo("cancelled");
        assertThat(text(api.post("/v1/outbox/" + id + "/cancel", ""), "status")).isEqualTo("cancelled");
    }

    @Test
    void whatHasLeftCannotBeCancelled() throws InterruptedException {
        var id = text(api.post(messages, "{\"to\":[\"a@b.example\"]}"), "id");
        untilOver(id);

        var refused = api.post("/v1/outbox/" + id + "/cancel", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(text(refused, "code")).isEqualTo("too_late_to_cancel");
    }

    @Test
    void aMailboxThatCannotSendSaysWhatToDo() {
        outgoing.service
                .bean(Transactions.class)
                .run(
                        mailbox.workspace(),
                        () -> outgoing.service.bean(Mailboxes.class).pause(mailbox.id(), true));
        var paused = api.post(messages, "{\"to\":[\"a@b.example\"]}");
        assertThat(paused.status()).isEqualTo(409);
        assertThat(text(paused, "code")).isEqualTo("mailbox_paused");
        assertThat(text(paused, "detail")).contains("Resume");

        var reading = outgoing.connect(mailbox.workspace(), AccessLevel.READ);
        var readsOnly = api.post("/v1/mailboxes/" + reading.id() + "/messages", "{\"to\":[\"a@b.example\"]}");
        assertThat(readsOnly.status()).isEqualTo(409);
        assertThat(text(readsOnly, "code")).isEqualTo("mailbox_reads_only");
    }

    @Test
    void aSendOnlyMailboxNamesTheUpgradeForReplies() {
        var sendOnly = outgoing.connect(mailbox.workspace(), AccessLevel.SEND);

        var refused = api.post(
                "/v1/mailboxes/" + sendOnly.id() + "/messages", "{\"reply_to_message_id\":\"msg_1\",\"text\":\"Hi\"}");

        assertThat(text(refused, "field")).isEqualTo("reply_to_message_id");
        assertThat(text(refused, "detail")).contains("send_and_read");
    }

    @Test
    void otherWorkspacesAndKeysWithoutScopeAreShutOut() {
        var id = text(api.post(messages, "{\"to\":[\"a@b.example\"]," + later + "}"), "id");
        var stranger = client(outgoing.newWorkspace(), Scope.SEND, Scope.READ);

        assertThat(stranger.post(messages, "{\"to\":[\"a@b.example\"]}").status())
                .isEqualTo(404);
        assertThat(stranger.get("/v1/outbox/" + id).status()).isEqualTo(404);
        assertThat(stranger.post("/v1/outbox/" + id + "/cancel", "").status()).isEqualTo(404);
        assertThat(stranger.get("/v1/outbox?mailbox_id=" + mailbox.id()).json().path("data"))
                .isEmpty();
        var reader = client(mailbox.workspace(), Scope.READ);
        assertThat(reader.post(messages, "{\"to\":[\"a@b.example\"]}").status()).isEqualTo(403);
    }
}
