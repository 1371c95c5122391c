package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScopesTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String ADELE = "adele@contoso.example";
    private static final List<String> ALL =
            List.of("User.Read", "Mail.Send", "Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite");
    private static final Set<String> READERS = Set.of("Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite");
    private static final Set<String> FULL_READERS = Set.of("Mail.Read", "Mail.ReadWrite");
    private static final Set<String> WRITERS = Set.of("Mail.ReadWrite");
    private static final Set<String> SENDERS = Set.of("Mail.Send");

    private record Row(String call, String body, Set<String> enough) {}

    private static final String MAIL =
            "{\"message\": {\"toRecipients\": [{\"emailAddress\": {\"address\": \"alex@contoso.example\"}}]}}";

    /** {id} stands for a message of the inbox. From the permission tables of Microsoft's API pages. */
    private static final List<Row> TABLE = List.of(
            new Row("GET /me", "", Set.of("User.Read")),
            new Row("GET /me/mailFolders", "", READERS),
            new Row("GET /me/mailFolders/inbox", "", READERS),
            new Row("POST /me/mailFolders", "{\"displayName\": \"%s\"}", WRITERS),
            new Row("GET /me/messages", "", READERS),
            new Row("GET /me/messages/$count", "", READERS),
            new Row("GET /me/messages?$search=%22lift%22", "", FULL_READERS),
            new Row("GET /me/messages?$expand=attachments", "", FULL_READERS),
            new Row("GET /me/mailFolders/inbox/messages/delta", "", READERS),
            new Row("GET /me/mailFolders/delta", "", READERS),
            new Row(
                    "POST /me/translateExchangeIds",
                    "{\"inputIds\": [], \"sourceIdType\": \"restId\", \"targetIdType\": \"ewsId\"}",
                    READERS),
            new Row("GET /me/messages/{id}", "", READERS),
            new Row("GET /me/messages/{id}/$value", "", FULL_READERS),
            new Row("GET /me/messages/{id}/attachments", "", FULL_READERS),
            new Row("PATCH /me/messages/{id}", "{\"isRead\": true}", WRITERS),
            new Row("POST /me/messages", "{\"subject\": \"x\"}", WRITERS),
            new Row("POST /me/messages/{id}/copy", "{\"destinationId\": \"archive\"}", WRITERS),
            new Row("POST /me/messages/{id}/createReply", "", WRITERS),
            new Row("POST /me/messages/{id}/createForward", "", WRITERS),
            new Row("POST /me/messages/{id}/reply", "{\"comment\": \"x\"}", SENDERS),
            new Row("POST /me/sendMail", MAIL, SENDERS),
            new Row("GET /subscriptions", "", READERS),
            new Row("DELETE /me/messages/{id}", "", WRITERS));

    @Test
    void eachCallTakesItsDocumentedScopesAndNoOthers() {
        var all = new SoftAssertions();
        for (var row : TABLE) {
            for (var scope : ALL) {
                var id = MailApp.of(microsoft.sandbox(), ADELE)
                        .get("/me/mailFolders/inbox/messages?$top=1&$select=id")
                        .value()
                        .getFirst()
                        .path("id")
                        .asString();
                var words = row.call().replace("{id}", id).split(" ", 2);
                var body = row.body().replace("%s", scope).getBytes(StandardCharsets.UTF_8);
                var answer = MailApp.of(microsoft.sandbox(), ADELE, scope)
                        .call(words[0], words[1], body.length == 0 ? "" : "application/json", body);
                if (row.enough().contains(scope)) {
                    all.assertThat(answer.status())
                            .as("%s with %s", row.call(), scope)
                            .isBetween(200, 204);
                } else {
                    all.assertThat(answer.status())
                            .as("%s with %s", row.call(), scope)
                            .isEqualTo(403);
                    all.assertThat(answer.code())
                            .isEqualTo(
                                    row.call().equals("GET /me") ? "Authorization_RequestDenied" : "ErrorAccessDenied");
                }
            }
        }
        all.assertAll();
    }

    @Test
    void basicReadingHidesTheContent() {
        var basic = MailApp.of(microsoft.sandbox(), ADELE, "Mail.ReadBasic");

        var message = basic.get("/me/messages?$top=1").value().getFirst();

        assertThat(message.has("subject")).isTrue();
        assertThat(message.has("body")).isFalse();
        assertThat(message.has("bodyPreview")).isFalse();
        assertThat(basic.get("/me/messages?$select=body,bodyPreview,internetMessageHeaders")
                        .text())
                .doesNotContain("\"body", "internetMessageHeaders");
        assertThat(basic.get("/me/messages?$filter=contains(bodyPreview,'lift')")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void withoutAValidTokenForGraphNothingIsAnswered() {
        var adele = microsoft.sandbox().directory().userByAddress(ADELE).orElseThrow();
        var forSmtp = new Caller(
                microsoft.sandbox().directory().application().clientId(),
                adele.tenantId(),
                adele.objectId(),
                Resource.OUTLOOK.audience(),
                Set.of("SMTP.Send"));
        var tokens = List.of(
                "",
                "nonsense",
                microsoft.sandbox().accessTokens().issue(forSmtp).value());
        for (var token : tokens) {
            var answer = new MailApp(microsoft.sandbox().address(), token).get("/me/messages");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("InvalidAuthenticationToken");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void onlyOnesOwnMailboxOpensAndOnlyWhereThereIsOne() {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        assertThat(adele.get("/users/ADELE@contoso.example/messages").status()).isEqualTo(200);
        assertThat(adele.get("/users/TokenToReplace/messages").status()).isEqualTo(200);
        assertThat(adele.get("/users/alex@contoso.example/messages").code()).isEqualTo("ErrorAccessDenied");
        assertThat(adele.get("/users/nobody@contoso.example/messages").code()).isEqualTo("ErrorInvalidUser");
        for (var address : List.of("megan@woodgrove.example", "nestor@woodgrove.example")) {
            var answer = MailApp.of(microsoft.sandbox(), address).get("/me/mailFolders");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("MailboxNotEnabledForRESTAPI");
        }
    }
}
