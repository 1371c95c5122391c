package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger tells of each accepted mail; {@code SubmissionTest} and {@code SmtpDoorTest} add what comes by SMTP. */
class JournalTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), ADELE);
    }

    @Test
    void eachMailThatGraphTakesIsToldWithItsWayAndItsRecipients() {
        adele.post("/me/sendMail", """
                {"message": {"subject": "Json", "toRecipients": [{"emailAddress": {"address": "%s"}}],
                 "bccRecipients": [{"emailAddress": {"address": "priya@relecloud.example"}}]}}""".formatted(ALEX));
        adele.call(
                "POST",
                "/me/sendMail",
                "text/plain",
                Base64.getEncoder()
                        .encode(
                                "To: alex@contoso.example\r\nSubject: Mime\r\nMessage-ID: <mime@x.example>\r\n\r\nHi\r\n"
                                        .getBytes(StandardCharsets.UTF_8)));
        var draft = adele.post("/me/messages", """
                {"subject": "Draft", "toRecipients": [{"emailAddress": {"address": "%s"}}]}""".formatted(ALEX));
        adele.post("/me/messages/" + draft.json().path("id").asString() + "/send");

        var accepted = entries("send.accepted");
        assertThat(accepted)
                .extracting(entry -> entry.facts().get("way"))
                .containsExactly("GRAPH_JSON", "GRAPH_MIME", "GRAPH_DRAFT");
        assertThat(accepted)
                .extracting(entry -> entry.facts().get("recipients"))
                .containsExactly("2", "1", "1");
        assertThat(accepted).allSatisfy(entry -> assertThat(entry.facts()).containsEntry("from", ADELE));
        assertThat(accepted)
                .extracting(entry -> entry.facts().get("messageId"))
                .containsExactly(
                        adele.find("sentitems", "Json")
                                .path("internetMessageId")
                                .asString(),
                        "<mime@x.example>",
                        draft.json().path("internetMessageId").asString());
    }

    @Test
    void soIsMailFromOutside() {
        adele.post(microsoft.sandbox().address() + "/_sandbox/deliver", """
                {"from": "priya@relecloud.example", "to": "%s", "subject": "Quote", "text": "Hi",
                 "headers": {"Message-ID": "<quote@relecloud.example>"}}""".formatted(ADELE));

        assertThat(entries("mail.accepted"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .containsEntry("messageId", "<quote@relecloud.example>")
                        .containsEntry("from", "priya@relecloud.example")
                        .containsEntry("recipients", "1")
                        .containsEntry("way", "SANDBOX"));
    }

    private static List<Ledger.Entry> entries(String kind) {
        return microsoft.sandbox().ledger().after(0, 100).stream()
                .filter(entry -> entry.kind().equals(kind))
                .toList();
    }
}
