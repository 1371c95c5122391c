package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String MARKER = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name LatchkeyMarker";

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
    }

    @Test
    void aListIsPagedByItsLinksWithoutGapOrRepetition() {
        IntStream.range(0, 12).forEach(number -> adele.draft("Draft " + number));
        for (var order : List.of("", "&$orderby=receivedDateTime", "&$orderby=subject%20desc")) {
            var subjects = new ArrayList<String>();
            var next = "/me/mailFolders/drafts/messages?$top=5&$select=subject&$count=true" + order;
            while (!next.isEmpty()) {
                var page = adele.get(next);
                assertThat(page.json().path("@odata.count").asInt()).isEqualTo(12);
                page.value()
                        .forEach(message -> subjects.add(message.path("subject").asString()));
                next = page.json().path("@odata.nextLink").asString("");
            }
            assertThat(subjects).hasSize(12).doesNotHaveDuplicates();
        }
        assertThat(adele.get("/me/mailFolders/drafts/messages?$top=5&$skip=10").value())
                .hasSize(2);
        assertThat(adele.get("/me/mailFolders/drafts/messages?$skip=12").value())
                .isEmpty();
        assertThat(adele.get("/me/mailFolders/drafts/messages/$count").text()).isEqualTo("12");
    }

    @Test
    void filtersFindWhatTheyDescribe() {
        var draft = adele.post("/me/messages", """
                {"subject": "O'Hara's offer", "singleValueExtendedProperties": [{"id": "%s", "value": "out_9"}],
                 "categories": ["Blue"], "importance": "high"}""".formatted(MARKER)).json();
        var messageId = draft.path("internetMessageId").asString();
        var conversation = draft.path("conversationId").asString();
        for (var filter : List.of(
                "subject eq 'O''Hara''s offer'",
                "startswith(subject,'o''hara')",
                "internetMessageId eq '" + messageId + "'",
                "conversationId eq '" + conversation + "'",
                "isDraft eq true",
                "not (isDraft eq false) and importance eq 'high'",
                "singleValueExtendedProperties/any(ep: ep/id eq '" + MARKER + "' and ep/value eq 'out_9')",
                "singleValueExtendedProperties/Any(ep:ep/id eq '" + MARKER + "' and ep/value eq 'out_9')",
                "categories/any(c:c eq 'Blue')",
                "from/emailAddress/address eq 'ADELE@contoso.example'",
                "receivedDateTime ge 2020-01-01T00:00:00Z and isDraft eq true",
                "subject eq 'nothing' or categories/any(c: c eq 'blue')")) {
            var found =
                    adele.get("/me/messages?$filter=" + MailApp.encoded(filter)).value();
            assertThat(found).as(filter).hasSize(1);
            assertThat(found.getFirst().path("id")).isEqualTo(draft.path("id"));
        }
        for (var filter : List.of(
                "internetMessageId eq '<other@x>'",
                "singleValueExtendedProperties/any(ep: ep/id eq '" + MARKER + "' and ep/value eq 'out_8')",
                "receivedDateTime gt 2100-01-01",
                "internetMessageId eq '" + messageId + "' and isDraft eq false")) {
            assertThat(adele.get("/me/messages?$filter=" + MailApp.encoded(filter))
                            .value())
                    .as(filter)
                    .isEmpty();
        }
        var expanded = adele.get("/me/messages/" + draft.path("id").asString() + "?$select=subject&$expand="
                        + MailApp.encoded("singleValueExtendedProperties($filter=id eq '" + MARKER + "')"))
                .json();
        assertThat(expanded.path("singleValueExtendedProperties")
                        .path(0)
                        .path("value")
                        .asString())
                .isEqualTo("out_9");
    }

    @Test
    void anImmutableIdSurvivesAMoveAndAnotherDoesNot() {
        var movable = adele.draft("Wanderer");
        var fixed = adele.immutable().get("/me/messages/" + movable);
        assertThat(fixed.header("Preference-Applied")).isEqualTo("IdType=\"ImmutableId\"");
        var fixedId = fixed.json().path("id").asString();

        var moved = adele.post("/me/messages/" + movable + "/move", "{\"DestinationId\": \"archive\"}");

        assertThat(moved.status()).isEqualTo(201);
        assertThat(moved.json().path("id").asString()).isNotEqualTo(movable);
        assertThat(adele.get("/me/messages/" + movable).code()).isEqualTo("ErrorItemNotFound");
        var found = adele.immutable().get("/me/messages/" + fixedId).json();
        assertThat(found.path("id").asString()).isEqualTo(fixedId);
        assertThat(found.path("parentFolderId"))
                .isEqualTo(adele.get("/me/mailFolders/archive").json().path("id"));
    }

    @Test
    void foldersCountWhatIsInThem() {
        var inbox = adele.get("/me/mailFolders('Inbox')").json();
        assertThat(inbox.path("totalItemCount").asInt()).isEqualTo(4);
        assertThat(inbox.path("unreadItemCount").asInt()).isEqualTo(2);
        var first = adele.get("/me/mailFolders/inbox/messages?$top=1").value().getFirst();
        adele.patch("/me/messages/" + first.path("id").asString(), "{\"isRead\": true}");
        adele.delete("/me/messages/" + first.path("id").asString());
        inbox = adele.get("/me/mailFolders/inbox").json();
        assertThat(inbox.path("totalItemCount").asInt()).isEqualTo(3);
        assertThat(inbox.path("unreadItemCount").asInt()).isEqualTo(1);
        assertThat(adele.get("/me/mailFolders/deleteditems")
                        .json()
                        .path("totalItemCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(adele.get("/me/mailFolders").value())
                .extracting(folder -> folder.path("displayName").asString())
                .contains("Inbox", "Drafts", "Sent Items", "Deleted Items", "Archive", "Junk Email", "Outbox");

        var made = adele.post("/me/mailFolders/inbox/childFolders", "{\"displayName\": \"Clients\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(adele.post("/me/mailFolders/inbox/childFolders", "{\"displayName\": \"clients\"}")
                        .code())
                .isEqualTo("ErrorFolderExists");
        assertThat(adele.get("/me/mailFolders/inbox/childFolders").value()).hasSize(1);
        var path = "/me/mailFolders/" + made.json().path("id").asString();
        assertThat(adele.post(path + "/messages", "{\"subject\": \"Here\"}").status())
                .isEqualTo(201);
        assertThat(adele.delete(path).status()).isEqualTo(204);
        assertThat(adele.get(path).code()).isEqualTo("ErrorFolderNotFound");
        assertThat(adele.get("/me/messages?$filter=subject%20eq%20'Here'").value())
                .isEmpty();
    }

    @Test
    void attachmentsAreAddedReadAndRemoved() {
        var draft = "/me/messages/" + adele.draft("With files");
        var bytes = new byte[] {0, 1, 2, (byte) 0xff};
        var added = adele.post(
                draft + "/attachments", """
                {"@odata.type": "#microsoft.graph.fileAttachment", "name": "Übersicht.bin",
                 "contentType": "application/x-own", "contentBytes": "%s"}""".formatted(Base64.getEncoder().encodeToString(bytes)));

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().path("name").asString()).isEqualTo("Übersicht.bin");
        var path = draft + "/attachments/" + added.json().path("id").asString();
        assertThat(adele.get(draft).json().path("hasAttachments").asBoolean()).isTrue();
        assertThat(adele.get(path + "/$value").response().body()).isEqualTo(bytes);
        assertThat(adele.get(path).json().path("@odata.type").asString()).isEqualTo("#microsoft.graph.fileAttachment");
        assertThat(adele.get(draft + "/attachments").value()).hasSize(1);
        assertThat(adele.delete(path).status()).isEqualTo(204);
        assertThat(adele.get(draft + "/attachments").value()).isEmpty();
        assertThat(adele.get(draft).json().path("hasAttachments").asBoolean()).isFalse();
    }

    @Test
    void onlyADraftCanBeRewritten() {
        var draft = "/me/messages/" + adele.draft("First");
        var changed = adele.patch(draft, """
                {"subject": "Second", "body": {"contentType": "html", "content": "<p>Hi &amp; bye</p>"},
                 "flag": {"flagStatus": "flagged"}}""");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("body").path("content").asString()).isEqualTo("<p>Hi &amp; bye</p>");
        assertThat(changed.json().path("bodyPreview").asString()).isEqualTo("Hi & bye");
        assertThat(changed.json().path("flag").path("flagStatus").asString()).isEqualTo("flagged");
        var text = adele.with("Prefer", "outlook.body-content-type=\"text\"").get(draft);
        assertThat(text.header("Preference-Applied")).isEqualTo("outlook.body-content-type=\"text\"");
        var both = adele.immutable()
                .with("Prefer", "outlook.body-content-type=html")
                .get(draft);
        assertThat(both.header("Preference-Applied"))
                .isEqualTo("IdType=\"ImmutableId\", outlook.body-content-type=\"html\"");
        assertThat(adele.get(draft).header("Preference-Applied")).isEmpty();
        assertThat(text.json().path("body").path("contentType").asString()).isEqualTo("text");

        var received = "/me/messages/"
                + adele.get("/me/mailFolders/inbox/messages?$top=1")
                        .value()
                        .getFirst()
                        .path("id")
                        .asString();
        assertThat(adele.patch(received, "{\"subject\": \"Forged\"}").code())
                .isEqualTo("ErrorInvalidPropertyUpdateSentMessage");
        assertThat(adele.patch(received, "{\"categories\": [\"Red\"]}")
                        .json()
                        .path("categories")
                        .path(0)
                        .asString())
                .isEqualTo("Red");
    }

    @Test
    void unsafeHtmlIsReadByWhoAsksForIt() {
        var html = "<p onclick='x()'>Hi</p><script>alert(1)</script>";
        var draft = "/me/messages/"
                + adele.post("/me/messages", """
                                {"subject": "Active", "body": {"contentType": "html", "content": "%s"}}""".formatted(html))
                        .json()
                        .path("id")
                        .asString();
        var path = draft + "?$select=body,uniqueBody";

        for (var body : List.of("body", "uniqueBody")) {
            assertThat(adele.get(path).json().path(body).path("content").asString())
                    .isEqualTo("<p>Hi</p>");
            var all = adele.with("Prefer", "outlook.allow-unsafe-html").get(path);
            assertThat(all.json().path(body).path("content").asString()).isEqualTo(html);
            var text = adele.with("Prefer", "outlook.allow-unsafe-html, outlook.body-content-type=\"text\"")
                    .get(path);
            assertThat(text.json().path(body).path("content").asString()).isEqualTo("Hi");
        }
        var listed = adele.get("/me/mailFolders/drafts/messages?$filter=subject%20eq%20'Active'");
        assertThat(listed.value().getFirst().path("body").path("content").asString())
                .isEqualTo("<p>Hi</p>");
    }

    @Test
    void everyAnswerCarriesTheHeadersOfGraph() {
        var answer = adele.with("client-request-id", "my-id").get("/me/messages?$top=1");
        assertThat(answer.header("client-request-id")).isEqualTo("my-id");
        assertThat(answer.header("request-id")).hasSize(36);
        assertThat(answer.header("OData-Version")).isEqualTo("4.0");
        assertThat(answer.header("Content-Type")).startsWith("application/json;odata.metadata=minimal");
        assertThat(answer.value().getFirst().path("@odata.etag").asString()).startsWith("W/\"");
        assertThat(answer.json().path("@odata.nextLink").asString())
                .startsWith(microsoft.sandbox().address() + "/v1.0/me/messages?");
        var error = adele.with("client-request-id", "my-id").get("/me/nothing");
        assertThat(error.status()).isEqualTo(400);
        var inner = error.json().path("error").path("innerError");
        assertThat(inner.path("client-request-id").asString()).isEqualTo("my-id");
        assertThat(inner.path("date").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?");
    }
}
