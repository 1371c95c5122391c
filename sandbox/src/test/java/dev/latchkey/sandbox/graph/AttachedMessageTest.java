package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages in messages. */
class AttachedMessageTest {

    private static final String EXPANDED = "?$expand=microsoft.graph.itemattachment/item";
    private static final String ITEM = """
            {"@odata.type": "#microsoft.graph.itemAttachment", "name": "The offer of May",
             "item": {"@odata.type": "microsoft.graph.message", "subject": "Offer – 5 %",
                      "from": {"emailAddress": {"name": "Megan", "address": "megan@example.com"}},
                      "toRecipients": [{"emailAddress": {"address": "alex@contoso.example"}}],
                      "body": {"contentType": "html", "content": "<p>Grüße</p>"},
                      "attachments": [{"@odata.type": "#microsoft.graph.fileAttachment", "name": "price.txt",
                                       "contentBytes": "NDI="}]}}""";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;
    private String attachments;

    @BeforeEach
    void draft() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        attachments = "/me/messages/" + adele.draft("With a message") + "/attachments";
    }

    @Test
    void aMessageIsAttachedAndListedWithoutItsContent() {
        var added = adele.post(attachments, ITEM);

        assertThat(added.status()).isEqualTo(201);
        var listed = adele.get(attachments).value().getFirst();
        for (var seen : List.of(added.json(), listed)) {
            assertThat(seen.path("@odata.type").asString()).isEqualTo("#microsoft.graph.itemAttachment");
            assertThat(seen.path("name").asString()).isEqualTo("The offer of May");
            assertThat(seen.path("contentType").isNull()).isTrue();
            assertThat(seen.path("size").asInt()).isPositive();
            assertThat(seen.has("contentBytes")).isFalse();
            assertThat(seen.has("item")).isFalse();
        }
        assertThat(listed.path("id")).isEqualTo(added.json().path("id"));
    }

    @Test
    void theItemComesWhenItIsExpanded() {
        var path = attachments + "/"
                + adele.post(attachments, ITEM).json().path("id").asString();

        var item = adele.get(path + EXPANDED).json().path("item");

        assertThat(item.path("@odata.type").asString()).isEqualTo("#microsoft.graph.message");
        assertThat(item.path("id").asString("none")).isEmpty();
        assertThat(item.path("subject").asString()).isEqualTo("Offer – 5 %");
        assertThat(item.path("from").path("emailAddress").path("address").asString())
                .isEqualTo("megan@example.com");
        assertThat(item.path("body").path("content").asString()).isEqualTo("<p>Grüße</p>");
        assertThat(item.path("hasAttachments").asBoolean()).isTrue();
        assertThat(item.has("parentFolderId")).isFalse();
        assertThat(adele.get(attachments + EXPANDED).value().getFirst().path("item"))
                .isEqualTo(item);
        assertThat(adele.get(path + EXPANDED + "($expand=microsoft.graph.message/attachments)")
                        .json()
                        .path("item")
                        .path("attachments")
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("price.txt");
    }

    @Test
    void itsValueIsMime() throws Exception {
        var path = attachments + "/"
                + adele.post(attachments, ITEM).json().path("id").asString();

        var value = adele.get(path + "/$value");

        assertThat(value.status()).isEqualTo(200);
        var mime = mime(value.response().body());
        assertThat(mime.getSubject()).isEqualTo("Offer – 5 %");
        assertThat(mime.getHeader("Message-ID")).isNull();
    }

    @Test
    void inMimeItIsAMessageThatStandsThereAsItIs() throws Exception {
        adele.post(attachments, ITEM);
        adele.post(
                attachments,
                "{\"@odata.type\": \"#microsoft.graph.fileAttachment\", \"name\": \"x\", \"contentBytes\": \"eA==\"}");

        var mime = mime(adele.get(attachments.replace("/attachments", "/$value"))
                .response()
                .body());

        var part = ((MimeMultipart) mime.getContent()).getBodyPart(1);
        assertThat(part.getContentType()).startsWith("message/rfc822");
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("7bit");
        assertThat(((MimeMessage) part.getContent()).getSubject()).isEqualTo("Offer – 5 %");
    }

    @Test
    void aSentMessageArrivesWithTheMessageInIt() {
        var sent = adele.post("/me/sendMail", """
                {"message": {"subject": "See below", "attachments": [%s],
                 "toRecipients": [{"emailAddress": {"address": "alex@contoso.example"}}]}}""".formatted(ITEM));

        assertThat(sent.status()).isEqualTo(202);
        var alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
        var id = alex.find("inbox", "See below").path("id").asString();
        var received = alex.get("/me/messages/" + id + "/attachments" + EXPANDED)
                .value()
                .getFirst();
        assertThat(received.path("name").asString()).isEqualTo("The offer of May");
        assertThat(received.path("item").path("subject").asString()).isEqualTo("Offer – 5 %");
    }

    @Test
    void aMessageIsTakenAwayAgain() {
        var path = attachments + "/"
                + adele.post(attachments, ITEM).json().path("id").asString();

        assertThat(adele.delete(path).status()).isEqualTo(204);

        assertThat(adele.get(attachments).value()).isEmpty();
    }

    @Test
    void whatCannotBeAttachedIsRefused() {
        var reference = adele.post(
                attachments, "{\"@odata.type\": \"#microsoft.graph.referenceAttachment\", \"name\": \"link\"}");
        assertThat(reference.status()).isEqualTo(400);
        assertThat(reference.code()).isEqualTo("ErrorInvalidProperty");
        assertThat(reference.text()).contains("'SourceUrl' is required");
        for (var wrong : List.of(
                "{\"name\": \"x\"}",
                "{\"@odata.type\": \"#microsoft.graph.itemAttachment\", \"name\": \"x\"}",
                "{\"@odata.type\": \"#microsoft.graph.itemAttachment\", \"item\": {}}",
                "{\"@odata.type\": \"#microsoft.graph.itemAttachment\", \"name\": \"x\", \"item\":"
                        + " {\"@odata.type\": \"microsoft.graph.event\", \"subject\": \"x\"}}")) {
            assertThat(adele.post(attachments, wrong).status()).as(wrong).isEqualTo(400);
        }
        var session = adele.post(
                attachments + "/createUploadSession",
                "{\"AttachmentItem\": {\"attachmentType\": \"item\", \"name\": \"x\", \"size\": 3483322}}");
        assertThat(session.status()).isEqualTo(405);
        assertThat(session.code()).isEqualTo("ErrorAttachmentSessionIsSupportedOnlyForFileAttachments");
        assertThat(adele.get(attachments).value()).isEmpty();
    }

    @Test
    void aMessageLiesInAMessageInAMessageButNotWithoutEnd() {
        assertThat(adele.post(attachments, nested(100)).status()).isEqualTo(201);
        assertThat(adele.post(attachments, nested(2_000)).status()).isEqualTo(400);
    }

    private static String nested(int depth) {
        return "{\"@odata.type\": \"#microsoft.graph.itemAttachment\", \"name\": \"n\", \"item\":"
                + " {\"@odata.type\": \"microsoft.graph.message\", \"attachments\": ["
                + (depth == 0 ? "" : nested(depth - 1)) + "]}}";
    }

    private static MimeMessage mime(byte[] bytes) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }
}
