package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp.Reply;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code /$batch}, as https://learn.microsoft.com/graph/json-batching has it. */
class BatchTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@adventure-works.example");
    }

    @Test
    void eachRequestIsAnsweredForItself() {
        var draft = adele.draft("In a batch");
        var answered = adele.post("/$batch", """
                {"requests": [
                  {"id": "read", "method": "GET", "url": "/me/messages/%s?$select=subject"},
                  {"id": "lost", "method": "GET", "url": "/me/messages/none"},
                  {"id": "mark", "method": "PATCH", "url": "me/messages/%s",
                   "headers": {"Content-Type": "application/json"}, "body": {"isRead": false}},
                  {"id": "gone", "method": "DELETE", "url": "/me/messages/%s", "dependsOn": ["mark"]},
                  {"id": "bytes", "method": "GET", "url": "/me/mailFolders/inbox/messages/$count"}]}
                """.formatted(draft, draft, draft));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(of(answered, "read").path("body").path("subject").asString()).isEqualTo("In a batch");
        assertThat(of(answered, "read").path("headers").path("Content-Type").asString())
                .startsWith("application/json");
        assertThat(of(answered, "lost").path("status").asInt()).isEqualTo(400);
        assertThat(of(answered, "lost").path("body").path("error").path("code").asString())
                .isEqualTo("ErrorInvalidIdMalformed");
        assertThat(of(answered, "mark").path("body").path("isRead").asBoolean()).isFalse();
        assertThat(of(answered, "gone").path("status").asInt()).isEqualTo(204);
        assertThat(of(answered, "gone").has("body")).isFalse();
        assertThat(decoded(of(answered, "bytes").path("body").asString())).matches("\\d+");
    }

    @Test
    void whatDependsOnAFailedRequestFailsWithIt() {
        var answered = adele.post("/$batch", """
                {"requests": [
                  {"id": "3", "method": "GET", "url": "/me", "dependsOn": ["2"]},
                  {"id": "1", "method": "GET", "url": "/me/mailFolders/none"},
                  {"id": "2", "method": "GET", "url": "/me", "dependsOn": ["1"]},
                  {"id": "4", "method": "GET", "url": "/me"}]}
                """);

        assertThat(of(answered, "2").path("status").asInt()).isEqualTo(424);
        assertThat(of(answered, "3").path("status").asInt()).isEqualTo(424);
        assertThat(of(answered, "4").path("status").asInt()).isEqualTo(200);
    }

    @Test
    void oneRequestIsThrottledAndTheOthersAreNot() {
        adele.post("/../_sandbox/faults", """
                {"service": "GRAPH", "path": "mailFolders", "status": 429, "retryAfter": 7, "times": 1}
                """);
        var answered = adele.post("/$batch", """
                {"requests": [
                  {"id": "1", "method": "GET", "url": "/me"},
                  {"id": "2", "method": "GET", "url": "/me/mailFolders/inbox"},
                  {"id": "3", "method": "GET", "url": "/me/mailFolders/inbox"}]}
                """);

        assertThat(answered.status()).isEqualTo(200);
        assertThat(of(answered, "1").path("status").asInt()).isEqualTo(200);
        assertThat(of(answered, "2").path("status").asInt()).isEqualTo(429);
        assertThat(of(answered, "2").path("headers").path("Retry-After").asString())
                .isEqualTo("7");
        assertThat(of(answered, "3").path("status").asInt()).isEqualTo(200);
    }

    @Test
    void oneRequestIsLateAndNoneIsLostAlone() {
        for (var fault : new String[] {"\"drop\": \"BEFORE\"", "\"delay\": \"PT0.5S\""}) {
            adele.post("/../_sandbox/faults", """
                    {"service": "GRAPH", "path": "mailFolders", %s, "times": 1}
                    """.formatted(fault));
        }
        var before = System.nanoTime();

        var answered = adele.post("/$batch", """
                {"requests": [
                  {"id": "1", "method": "GET", "url": "/me"},
                  {"id": "2", "method": "GET", "url": "/me/mailFolders/inbox"}]}
                """);

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(500_000_000);
        assertThat(of(answered, "1").path("status").asInt()).isEqualTo(200);
        assertThat(of(answered, "2").path("status").asInt()).isEqualTo(200);
        assertThat(microsoft.sandbox().ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("fault.fired"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .containsEntry("call", "GET /v1.0/me/mailFolders/inbox")
                        .containsEntry("did", "delay PT0.5S"));
    }

    @Test
    void mimeIsSentFromABatch() {
        var mime = Base64.getEncoder()
                .encode("To: alex@contoso.example\r\nSubject: MIME in a batch\r\n\r\nHello\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        var answered = adele.post("/$batch", """
                {"requests": [{"id": "1", "method": "POST", "url": "/me/sendMail",
                  "headers": {"Content-Type": "text/plain"}, "body": "%s"}]}
                """.formatted(Base64.getEncoder().encodeToString(mime)));

        assertThat(of(answered, "1").path("status").asInt()).isEqualTo(202);
        var alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
        assertThat(alex.find("inbox", "MIME in a batch").path("bodyPreview").asString())
                .isEqualTo("Hello");
    }

    @Test
    void aBatchThatCannotBeReadIsRefusedAsAWhole() {
        var one = """
                {"id": "%d", "method": "GET", "url": "/me"}""";
        var tooMany = IntStream.range(0, 21).mapToObj(one::formatted).collect(Collectors.joining(",", "[", "]"));

        assertRefused(tooMany);
        assertRefused("[]");
        assertRefused("[" + one.formatted(1) + "," + one.formatted(1) + "]");
        assertRefused("[{\"id\": \"1\", \"method\": \"GET\", \"url\": \"/me\", \"dependsOn\": [\"2\"]}]");
        assertRefused("[{\"id\": \"1\", \"method\": \"GET\", \"url\": \"/me\", \"dependsOn\": [\"1\"]}]");
        assertRefused("[{\"id\": \"1\", \"method\": \"GET\"}]");
        assertRefused("[{\"id\": \"1\", \"method\": \"POST\", \"url\": \"/me/sendMail\", \"body\": {}}]");
        assertRefused("[{\"id\": \"1\", \"method\": \"POST\", \"url\": \"/$batch\"}]");
    }

    private void assertRefused(String requests) {
        var refused = adele.post("/$batch", "{\"requests\": " + requests + "}");
        assertThat(refused.status()).as(requests).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("BadRequest");
    }

    private static JsonNode of(Reply batch, String id) {
        return StreamSupport.stream(batch.json().path("responses").spliterator(), false)
                .filter(response -> response.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
