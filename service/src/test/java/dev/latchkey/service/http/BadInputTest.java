package dev.latchkey.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.ApiClient.Answer;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers and browsers get wrong is said in plain words, names its place, and never breaks anything. */
class BadInputTest {

    private static final String MESSAGES = "/v1/mailboxes/mbx_any/messages";

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"to": ["a@b.example"], "subject": "a\\u0000b"}                  | subject             | It contains a NUL character.
                    {"to": ["a@b.example\\u0000"]}                                   | to                  | a
                    {"attachments": [{"name": "a", "text": "YQ=="}]}                 | attachments[0].text | There is no such field. There are: content,
                    {"to": "a@b.example"}                                            | to                  | It must be a list.
                    {"to": [5]}                                                      | to[0]               | It must be
                    {"to": [null]}                                                   | to[0]               | It must be
                    {"to": ["a@b.example"], "reply_to": [null]}                      | reply_to[0]         | It must be
                    {"to": ["a@b.example"], "attachments": [null]}                   | attachments[0]      | It must be an object.
                    {"subject": 5}                                                   | subject             | It must be text.
                    {"subjct": "x"}                                                  | subjct              | There are: attachments, bcc, cc,
                    """)
    void aFieldThatCannotBeReadIsNamed(String body, String field, String detail) {
        refused(api.post(MESSAGES, body), field, detail);
    }

    @Test
    void whatIsNoJsonIsSaidWithItsPlace() {
        var answer = api.post(MESSAGES, "{\"to\": [}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer, "code")).isEqualTo("malformed_body");
        assertThat(text(answer, "detail")).contains("line 1, column").doesNotContain("java", "tools.jackson");
    }

    @Test
    void everythingThatIsWrongWithAMailIsListed() {
        var answer = api.post(MESSAGES, "{\"to\": [\"a\"], \"subject\": \"a\\nb\", \"send_at\": \"soon\"}");
        refused(answer, "to", "");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").stringValue()))
                .containsExactly("to", "subject", "send_at");
        assertThat(text(answer, "detail"))
                .isEqualTo(answer.json().path("errors").get(0).path("detail").stringValue());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/events?limit=abc, limit, It must be a whole number.",
        "/v1/mailboxes?limit=abc, limit, It must be a whole number.",
        "/v1/events?mailbox_id=a%00b, mailbox_id, It contains a NUL character.",
        "/v1/outbox?cursor=%00, cursor, It contains a NUL character."
    })
    void aParameterThatCannotBeReadIsNamed(String path, String field, String detail) {
        refused(api.get(path), field, detail);
    }

    @Test
    void aParameterOfAListOfMessagesIsNamed() {
        var mailbox = world.connect("adele@adventure-works.example");
        refused(api.get("/v1/mailboxes/" + mailbox + "/messages?limit=abc"), "limit", "It must be a whole number.");
    }

    @Test
    void unknownRoutesAndMethodsAreProblemDocuments() {
        var unknown = api.get("/v1/nothing/here");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(text(unknown, "code")).isEqualTo("unknown_route");
        assertThat(text(unknown, "request_id")).startsWith("req_");

        var wrong = api.delete("/v1/events");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(text(wrong, "code")).isEqualTo("method_not_allowed");
        assertThat(text(wrong, "detail")).contains("DELETE", "GET");
        assertThat(text(wrong, "request_id")).startsWith("req_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connect/hosted/x%00y", "/connect/callback?state=a%00b&code=c", "/sign-in?error=%00"})
    void anAddressThatCannotBeReadIsAPageOfOurs(String path) {
        var answer = new Visitor().fetch(world.service().at(path), Map.of("Accept", "text/html"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("That address cannot be read", "/static/latchkey.css");
    }

    @Test
    void aNulInAFormIsNoFailureOfOurs() {
        var visitor = new Visitor()
                .open(world.service().at("/sign-in"))
                .press("Sign in", Map.of("email", "a\0b@c.example", "password", "x"));
        assertThat(visitor.status()).isEqualTo(400);
    }

    private static void refused(Answer answer, String field, String detail) {
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(422);
        assertThat(text(answer, "code")).isEqualTo("invalid_field");
        assertThat(text(answer, "field")).isEqualTo(field);
        assertThat(text(answer, "detail")).contains(detail).doesNotContain("java.", "dev.latchkey");
        assertThat(answer.json().path("errors").get(0).path("field").stringValue())
                .isEqualTo(field);
        assertThat(text(answer, "request_id")).startsWith("req_");
    }

    private static String text(Answer answer, String field) {
        return answer.json().path(field).stringValue("");
    }
}
