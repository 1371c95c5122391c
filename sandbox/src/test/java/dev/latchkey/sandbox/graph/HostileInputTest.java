package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HostileInputTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private MailApp adele;

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
    }

    @Test
    void bodiesThatAreNotWhatTheyShouldBeAreRefused() {
        var bodies = List.of(
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"subject\": 7}",
                "{\"subject\": \"" + "s".repeat(256) + "\"}",
                "{\"body\": \"text\"}",
                "{\"body\": {\"contentType\": \"rtf\", \"content\": \"x\"}}",
                "{\"toRecipients\": {}}",
                "{\"toRecipients\": [1]}",
                "{\"toRecipients\": [{}]}",
                "{\"toRecipients\": [{\"emailAddress\": {\"address\": \"no address\"}}]}",
                "{\"toRecipients\": [{\"emailAddress\": {\"address\": \"a@b\\r\\nBcc: c@d\"}}]}",
                "{\"isRead\": \"yes\"}",
                "{\"categories\": [1]}",
                "{\"importance\": \"urgent\"}",
                "{\"flag\": {\"flagStatus\": \"red\"}}",
                "{\"flag\": {\"dueDateTime\": {\"dateTime\": \"2026-01-01T00:00:00\", \"timeZone\": \"UTC\"}}}",
                "{\"internetMessageId\": \"no angle brackets\"}",
                "{\"internetMessageHeaders\": [{\"name\": \"Received\", \"value\": \"x\"}]}",
                "{\"singleValueExtendedProperties\": [{\"id\": \"mine\", \"value\": \"x\"}]}",
                "{\"attachments\": [{\"@odata.type\": \"#microsoft.graph.fileAttachment\"}]}",
                "{\"attachments\": [{\"name\": \"x\", \"contentBytes\": \"eA==\"}]}",
                "{\"attachments\": [{\"@odata.type\": \"#microsoft.graph.fileAttachment\", \"name\": \"x\","
                        + " \"contentBytes\": \"%%%\"}]}",
                "[".repeat(5_000));
        for (var body : bodies) {
            assertRefused(adele.post("/me/messages", body), 400, body);
        }
        assertRefused(adele.post("/me/sendMail", "{}"), 400, "no message");
        assertRefused(adele.call("POST", "/me/sendMail", "text/plain", bytes("not base64!")), 400, "base64");
        assertThat(adele.call("POST", "/me/sendMail", "text/plain", bytes("not base64!"))
                        .code())
                .isEqualTo("ErrorMimeContentInvalidBase64String");
        assertThat(adele.post("/me/messages", "{\"internetMessageHeaders\": [{\"name\": \"To\", \"value\": \"x\"}]}")
                        .code())
                .isEqualTo("InvalidInternetMessageHeader");
        assertRefused(adele.post("/me/messages", "{\"subject\": \"" + "x".repeat(5 << 20) + "\"}"), 413, "5 MB");
    }

    @Test
    void lineEndsInValuesBecomeNoHeaderFields() {
        var draft = adele.post("/me/messages", """
                {"subject": "One\\r\\nBcc: admin@contoso.example",
                 "toRecipients": [{"emailAddress": {"name": "A\\nX-Evil: 1", "address": "alex@contoso.example"}}],
                 "internetMessageHeaders": [{"name": "x-own", "value": "1\\r\\nX-Evil: 2"}]}""");

        assertThat(draft.status()).isEqualTo(201);
        var mime = adele.get("/me/messages/" + draft.json().path("id").asString() + "/$value")
                .text();
        assertThat(mime.lines().filter(line -> line.startsWith("Bcc:") || line.startsWith("X-Evil:")))
                .isEmpty();
    }

    @Test
    void idsThatAreNoneAreRefused() {
        for (var id : List.of("x", "x".repeat(5_000), "%20", "..%2F..", "%00", "AAMkAA==", "Ünï")) {
            var encoded = id.contains("%") ? id : MailApp.encoded(id);
            assertRefused(adele.get("/me/messages/" + encoded), 400, id);
            assertRefused(adele.get("/me/mailFolders/" + encoded), 400, id);
            assertRefused(adele.get("/subscriptions/" + encoded), 404, id);
        }
        var alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example").draft("Of another");
        assertThat(adele.get("/me/messages/" + alex).code()).isEqualTo("ErrorItemNotFound");
        assertThat(adele.get("/me/messages/" + alex.toLowerCase(java.util.Locale.ROOT))
                        .code())
                .isEqualTo("ErrorItemNotFound");
    }

    @Test
    void queriesThatAreNoneAreRefused() {
        for (var query : List.of(
                "$top=0",
                "$top=1001",
                "$top=ten",
                "$top=99999999999",
                "$skip=-1",
                "$skiptoken=zzz",
                "$select=nothing",
                "$orderby=nothing",
                "$orderby=subject%20sideways",
                "$filter=nothing%20eq%201",
                "$filter=subject%20eq",
                "$filter=subject%20eq%20'open",
                "$filter=isRead%20eq%20'true'",
                "$filter=receivedDateTime%20ge%20yesterday",
                "$filter=(((((",
                "$filter=" + "not%20".repeat(900) + "isRead%20eq%20true",
                "$filter=" + "(".repeat(100) + "isRead%20eq%20true" + ")".repeat(100),
                "$search=%22%22",
                "$search=x&$orderby=subject",
                "$search=x&$filter=isRead%20eq%20true",
                "$filter=isRead%20eq%20true&$orderby=subject")) {
            assertRefused(adele.get("/me/messages?" + query), 400, query);
        }
        assertThat(adele.get("/me/messages?$filter=isRead%20eq%20true&$orderby=subject")
                        .code())
                .isEqualTo("InefficientFilter");
        assertThat(adele.get("/me/messages?$search=x&$orderby=subject").code()).isEqualTo("SearchWithOrderBy");
    }

    @Test
    void pathsAndMethodsThatDoNotExistAreRefusedInJson() {
        for (var path :
                List.of("/", "/me/nothing", "/nothing", "/users", "/me/messages/$nothing", "/me/mailFolders/inbox/x")) {
            var answer = adele.get(path);
            assertThat(answer.status()).as(path).isBetween(400, 404);
            assertThat(answer.code()).as(path).isNotEmpty();
        }
        assertThat(adele.delete("/me/messages").status()).isEqualTo(405);
        assertThat(adele.call("PUT", "/me/mailFolders/inbox", "application/json", bytes("{}"))
                        .status())
                .isEqualTo(405);
        assertThat(adele.delete("/me/mailFolders/inbox").status()).isEqualTo(400);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(MailApp.Reply answer, int status, String what) {
        var shown = what.substring(0, Math.min(80, what.length()));
        assertThat(answer.status()).as(shown).isEqualTo(status);
        assertThat(answer.code()).as(shown).isNotEmpty();
        assertThat(answer.json().path("error").path("message").asString())
                .as(shown)
                .isNotEmpty();
    }
}
