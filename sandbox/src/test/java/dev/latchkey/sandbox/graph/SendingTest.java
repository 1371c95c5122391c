package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendingTest {

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
    void aMailIsAcceptedWithoutContentAndArrives() {
        var accepted = adele.sendMail(ALEX, "Lunch", "At noon?");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text()).isEmpty();
        assertThat(accepted.header("Content-Type")).isEmpty();
        var sent = adele.find("sentitems", "Lunch");
        var received = alex.find("inbox", "Lunch");
        assertThat(received.path("internetMessageId")).isEqualTo(sent.path("internetMessageId"));
        assertThat(received.path("body").path("content").asString()).isEqualTo("At noon?");
        assertThat(received.path("from").path("emailAddress").path("address").asString())
                .isEqualTo(ADELE);
        assertThat(received.path("isRead").asBoolean()).isFalse();
        assertThat(sent.path("isRead").asBoolean()).isTrue();
        assertThat(sent.path("isDraft").asBoolean()).isFalse();
        assertThat(sent.path("internetMessageId").asString())
                .matches("<[A-Z0-9]+@[A-Z0-9]+\\.eurprd01\\.prod\\.sandbox\\.example>");
    }

    @Test
    void whoIsWrittenInSeveralWaysGetsOneCopy() {
        var accepted = adele.post("/me/sendMail", """
                {"message": {"subject": "One copy",
                 "toRecipients": [{"emailAddress": {"name": "Alex", "address": "alex@contoso.example"}}],
                 "ccRecipients": [{"emailAddress": {"name": "Alex W.", "address": "Alex@Contoso.example"}}],
                 "bccRecipients": [{"emailAddress": {"address": "ALEX@contoso.example"}}]}}""");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(alex.get("/me/mailFolders/inbox/messages?$filter=" + MailApp.encoded("subject eq 'One copy'"))
                        .value())
                .hasSize(1);
        assertThat(microsoft.sandbox().ledger().after(0, 100).stream()
                        .filter(entry -> entry.kind().equals("send.accepted"))
                        .map(entry -> entry.facts().get("recipients")))
                .containsExactly("1");
    }

    @Test
    void aSentDraftKeepsItsImmutableIdAndItsMessageId() {
        var draft = adele.immutable().post("/me/messages", """
                {"subject": "Plan", "toRecipients": [{"emailAddress": {"address": "alex@contoso.example"}}],
                 "singleValueExtendedProperties":
                   [{"id": "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name LatchkeyMarker", "value": "out_1"}]}""");
        var id = draft.json().path("id").asString();
        var movable = adele.find("drafts", "Plan").path("id").asString();

        assertThat(adele.post("/me/messages/" + id + "/send").status()).isEqualTo(202);

        var sent = adele.immutable().get("/me/messages/" + id);
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.json().path("internetMessageId")).isEqualTo(draft.json().path("internetMessageId"));
        assertThat(sent.json().path("parentFolderId"))
                .isEqualTo(adele.get("/me/mailFolders/sentitems").json().path("id"));
        assertThat(adele.get("/me/messages/" + movable).code()).isEqualTo("ErrorItemNotFound");
        assertThat(adele.post("/me/messages/" + id + "/send").status()).isEqualTo(400);
        var accepted = microsoft.sandbox().ledger().after(0, 100).stream()
                .filter(entry -> entry.kind().equals("send.accepted"))
                .toList();
        assertThat(accepted).hasSize(1);
        assertThat(accepted.getFirst().facts())
                .containsEntry("marker", "out_1")
                .containsEntry("mailbox", ADELE)
                .containsEntry("to", ALEX)
                .containsEntry(
                        "messageId", sent.json().path("internetMessageId").asString());
    }

    @Test
    void blindCopiesAreSeenBySenderOnly() {
        adele.post("/me/sendMail", """
                {"message": {"subject": "Secret", "toRecipients":
                  [{"emailAddress": {"address": "alex@contoso.example"}}],
                 "bccRecipients": [{"emailAddress": {"address": "admin@contoso.example"}}]}}""");

        var admin = MailApp.of(microsoft.sandbox(), "admin@contoso.example");
        assertThat(adele.find("sentitems", "Secret").path("bccRecipients").findValuesAsString("address"))
                .containsExactly("admin@contoso.example");
        for (var reader : new MailApp[] {alex, admin}) {
            var received = reader.find("inbox", "Secret");
            assertThat(received.path("bccRecipients").size()).isZero();
            assertThat(reader.get("/me/messages/" + received.path("id").asString() + "/$value")
                            .text())
                    .doesNotContain("admin@contoso.example");
        }
    }

    @Test
    void mimeGoesOutAsItIsWithItsMessageId() {
        var mime = """
                From: adele@adventure-works.example
                To: alex@contoso.example
                Subject: From MIME
                Message-ID: <mine@adventure-works.example>
                X-Marker: out_7
                Content-Type: text/plain

                Exactly so.
                """.replace("\n", "\r\n");

        var accepted = adele.call("POST", "/me/sendMail", "text/plain", base64(mime));

        assertThat(accepted.status()).isEqualTo(202);
        var received = alex.find("inbox", "From MIME");
        assertThat(received.path("internetMessageId").asString()).isEqualTo("<mine@adventure-works.example>");
        assertThat(alex.get("/me/messages/" + received.path("id").asString() + "/$value")
                        .text())
                .contains("X-Marker: out_7\r\n")
                .endsWith("\r\n\r\nExactly so.\r\n");
        assertThat(microsoft.sandbox().ledger().after(0, 100))
                .anySatisfy(entry -> assertThat(entry.facts()).containsEntry("marker", "out_7"));
    }

    @Test
    void aMailToNobodyComesBackAsAReport() {
        var accepted = adele.sendMail("nobody@contoso.example", "Lost", "Hello?");

        assertThat(accepted.status()).isEqualTo(202);
        var report = adele.find("inbox", "Undeliverable: Lost");
        assertThat(withProperty("String 0x001A", "REPORT.IPM.Note.NDR")).containsExactly("Undeliverable: Lost");
        assertThat(withProperty("String 0x001a", "IPM.Note")).isNotEmpty().doesNotContain("Undeliverable: Lost");
        var messageId = report.path("internetMessageId").asString();
        assertThat(withProperty("String 0x1035", messageId)).containsExactly("Undeliverable: Lost");
        assertThat(withProperty("String 0x1035", "<none@contoso.example>")).isEmpty();
        var sent = adele.find("sentitems", "Lost");
        assertThat(report.path("conversationId")).isEqualTo(sent.path("conversationId"));
        var id = report.path("id").asString();
        assertThat(adele.get("/me/messages/" + id + "/$value").text())
                .contains("Content-Type: multipart/report; report-type=delivery-status")
                .contains("Final-Recipient: rfc822;nobody@contoso.example", "Status: 5.1.10")
                .contains("In-Reply-To: " + sent.path("internetMessageId").asString());
        var property = adele.get("/me/messages/" + id + "?$select=subject&$expand="
                        + MailApp.encoded("singleValueExtendedProperties($filter=id eq 'String 0x001A')"))
                .json();
        assertThat(property.path("singleValueExtendedProperties")
                        .path(0)
                        .path("value")
                        .asString())
                .isEqualTo("REPORT.IPM.Note.NDR");
    }

    @Test
    void nobodyCanSendInTheNameOfAnother() {
        var refused = adele.post("/me/sendMail", """
                {"message": {"subject": "Fraud", "from": {"emailAddress": {"address": "alex@contoso.example"}},
                 "toRecipients": [{"emailAddress": {"address": "admin@contoso.example"}}]}}""");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("ErrorSendAsDenied");
        assertThat(adele.sendMail("", "No one", "").code()).isEqualTo("ErrorInvalidRecipients");
        assertThat(adele.post("/me/messages/" + adele.draft("Empty") + "/send").code())
                .isEqualTo("ErrorInvalidRecipients");
    }

    @Test
    void nothingIsSavedToSentItemsWhenTheCallerWantsSo() {
        adele.post("/me/sendMail", """
                {"Message": {"subject": "Unsaved", "toRecipients":
                  [{"emailAddress": {"address": "alex@contoso.example"}}]}, "SaveToSentItems": false}""");

        assertThat(alex.find("inbox", "Unsaved").path("subject").asString()).isEqualTo("Unsaved");
        assertThat(adele.get("/me/mailFolders/sentitems/messages").value()).isEmpty();
    }

    static byte[] base64(String text) {
        return Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The subjects of the messages whose extended property has that value. */
    private java.util.List<String> withProperty(String id, String value) {
        var filter = "singleValueExtendedProperties/any(ep: ep/id eq '%s' and ep/value eq '%s')".formatted(id, value);
        return adele.get("/me/messages?$top=50&$filter=" + MailApp.encoded(filter)).value().stream()
                .map(message -> message.path("subject").asString())
                .toList();
    }
}
