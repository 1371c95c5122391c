package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.Base64;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Answers: to whom they go, and in which thread. */
class ReplyTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";

    private MailApp adele;
    private MailApp alex;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), ADELE);
        alex = MailApp.of(microsoft.sandbox(), ALEX);
    }

    @Test
    void aReplyIsThreadedInBothMailboxes() {
        adele.sendMail(ALEX, "Offer", "Here it is.");
        var received = alex.find("inbox", "Offer");

        var replied =
                alex.post("/me/messages/" + received.path("id").asString() + "/reply", "{\"comment\": \"Thank you\"}");

        assertThat(replied.status()).isEqualTo(202);
        var answer = adele.find("inbox", "RE: Offer");
        var offer = adele.find("sentitems", "Offer");
        assertThat(answer.path("conversationId")).isEqualTo(offer.path("conversationId"));
        assertThat(answer.path("conversationId")).isNotEqualTo(received.path("conversationId"));
        var headers = adele.get("/me/messages/" + answer.path("id").asString() + "?$select=internetMessageHeaders")
                .json()
                .path("internetMessageHeaders");
        var id = offer.path("internetMessageId").asString();
        assertThat(value(headers, "In-Reply-To")).isEqualTo(id);
        assertThat(value(headers, "References")).isEqualTo(id);
        var index = Base64.getDecoder().decode(value(headers, "Thread-Index"));
        var first = Base64.getDecoder().decode(offer.path("conversationIndex").asString());
        assertThat(index).hasSize(27).startsWith(first);
        assertThat(answer.path("body").path("content").asString())
                .startsWith("Thank you")
                .contains("Here it is.");
    }

    @Test
    void aReplyToAllLeavesOutTheOneWhoReplies() {
        adele.post("/me/sendMail", """
                {"message": {"subject": "All", "toRecipients":
                  [{"emailAddress": {"address": "alex@contoso.example"}},
                   {"emailAddress": {"address": "adele@contoso.example"}}],
                 "ccRecipients": [{"emailAddress": {"address": "admin@contoso.example"}}]}}""");
        var received = alex.find("inbox", "All").path("id").asString();

        var draft = alex.post("/me/messages/" + received + "/createReplyAll");

        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft.json().path("toRecipients").findValuesAsString("address"))
                .containsExactly(ADELE, "adele@contoso.example");
        assertThat(draft.json().path("ccRecipients").findValuesAsString("address"))
                .containsExactly("admin@contoso.example");
        assertThat(draft.json().path("isDraft").asBoolean()).isTrue();
    }

    private static String value(JsonNode headers, String name) {
        return StreamSupport.stream(headers.spliterator(), false)
                .filter(header -> header.path("name").asString().equalsIgnoreCase(name))
                .map(header -> header.path("value").asString())
                .findFirst()
                .orElse("");
    }
}
