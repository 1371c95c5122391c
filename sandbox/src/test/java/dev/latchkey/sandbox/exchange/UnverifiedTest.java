package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both ways in which Exchange may behave; that of SMTP is in {@code SubmissionTest}. */
class UnverifiedTest {

    private static final String TO_ALEX =
            "\"toRecipients\": [{\"emailAddress\": {\"address\": \"alex@contoso.example\"}}]";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;
    private MailApp alex;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@adventure-works.example").immutable();
        alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
    }

    @Test
    void aDraftGetsAnotherImmutableIdWhenItIsSent() {
        choose("{\"immutableIdAtSend\": \"CHANGED\"}");
        var draft = adele.post("/me/messages", "{\"subject\": \"Plan\", %s}".formatted(TO_ALEX))
                .json();
        var id = draft.path("id").asString();

        assertThat(adele.post("/me/messages/" + id + "/send").status()).isEqualTo(202);

        var sent = adele.find("sentitems", "Plan");
        assertThat(sent.path("id").asString()).isNotEqualTo(id);
        assertThat(sent.path("internetMessageId")).isEqualTo(draft.path("internetMessageId"));
        assertThat(sent.path("conversationId")).isEqualTo(draft.path("conversationId"));
        assertThat(adele.get("/me/messages/" + id).code()).isEqualTo("ErrorItemNotFound");
        assertThat(adele.post("/me/messages/" + id + "/send").code()).isEqualTo("ErrorItemNotFound");
    }

    @Test
    void theMessageIdOfMimeDoesNotSurvive() {
        choose("{\"mimeMessageId\": \"REPLACED\"}");
        var mime = """
                To: alex@contoso.example\r
                Subject: From MIME\r
                Message-ID: <mine@adventure-works.example>\r
                \r
                Hello\r
                """;

        adele.call(
                "POST",
                "/me/sendMail",
                "text/plain",
                Base64.getEncoder().encode(mime.getBytes(StandardCharsets.US_ASCII)));

        var received = alex.find("inbox", "From MIME").path("internetMessageId");
        assertThat(received.asString()).endsWith(".prod.sandbox.example>");
        assertThat(adele.find("sentitems", "From MIME").path("internetMessageId"))
                .isEqualTo(received);
    }

    @Test
    void aMessageHasFiveCustomHeadersOrAsManyAsWereChosen() {
        var refused = adele.post("/me/messages", withHeaders(6));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("InvalidInternetMessageHeaderCollection");
        assertThat(adele.post("/me/messages", withHeaders(5)).status()).isEqualTo(201);

        choose("{\"mostCustomHeaders\": null}");

        assertThat(adele.post("/me/messages", withHeaders(6)).status()).isEqualTo(201);
        assertThat(adele.post("/me/sendMail", "{\"message\": " + withHeaders(6) + "}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aResetBringsTheUsualBackAndNonsenseIsRefused() {
        choose("{\"immutableIdAtSend\": \"CHANGED\"}");
        microsoft.sandbox().reset();

        assertThat(adele.get(control()).json().path("immutableIdAtSend").asString())
                .isEqualTo("KEPT");
        for (var wrong : new String[] {"{\"immutableIdAtSend\": \"MAYBE\"}", "{\"mostCustomHeaders\": -1}", "[]"}) {
            assertThat(adele.patch(control(), wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    private static String withHeaders(int count) {
        return IntStream.range(0, count)
                .mapToObj("{\"name\": \"x-%d\", \"value\": \"1\"}"::formatted)
                .collect(Collectors.joining(", ", "{" + TO_ALEX + ", \"internetMessageHeaders\": [", "]}"));
    }

    private void choose(String switches) {
        assertThat(adele.patch(control(), switches).status()).isEqualTo(200);
    }

    private static String control() {
        return microsoft.sandbox().address() + "/_sandbox/unverified";
    }
}
