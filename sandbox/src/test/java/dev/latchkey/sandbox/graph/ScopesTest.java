package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.entra.Permission;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

class ScopesTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String ADELE = "adele@contoso.example";
    private static final List<String> ALL = Arrays.stream(Permission.values())
            .filter(permission -> !permission.signIn())
            .map(Permission::scope)
            .toList();
    private static final Set<String> READERS = Set.of("Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite");
    private static final Set<String> FULL_READERS = Set.of("Mail.Read", "Mail.ReadWrite");
    private static final Set<String> WRITERS = Set.of("Mail.ReadWrite");
    private static final Set<String> SENDERS = Set.of("Mail.Send");
    private static final Set<String> USERS = Set.of("User.Read");

    /** @param enough each of them alone lets the call through, and no other permission does */
    private record Row(String call, String body, Set<String> enough) {

        Row(String call, Set<String> enough) {
            this(call, "", enough);
        }

        String method() {
            return call.substring(0, call.indexOf(' '));
        }

        String path() {
            return call.substring(call.indexOf(' ') + 1);
        }
    }

    private static final String TO = "\"toRecipients\": [{\"emailAddress\": {\"address\": \"alex@contoso.example\"}}]";
    private static final String MAIL = "{\"message\": {" + TO + "}}";
    private static final String ARCHIVE = "{\"destinationId\": \"archive\"}";
    private static final String NAME = "{\"displayName\": \"{new}\"}";
    private static final String FILE =
            "{\"@odata.type\": \"#microsoft.graph.fileAttachment\", \"name\": \"x\", \"contentBytes\": \"eA==\"}";
    private static final String SUBSCRIPTION = """
            {"changeType": "created", "notificationUrl": "{webhook}", "resource": "me/mailFolders/{folder}/messages",
             "expirationDateTime": "{tomorrow}"}""";

    /**
     * Every call that the sandbox's Graph answers, from the permission tables of Microsoft's API pages. {id} stands for a
     * message of the inbox; {draft} with its {attachment}, {folder} and {subscription} are made anew for each call.
     */
    private static final List<Row> TABLE = List.of(
            new Row("GET /me", USERS),
            new Row("GET /users/" + ADELE, USERS),
            new Row(
                    "POST /me/translateExchangeIds",
                    "{\"inputIds\": [], \"sourceIdType\": \"restId\", \"targetIdType\": \"ewsId\"}",
                    USERS),
            new Row("GET /me/messages", READERS),
            new Row("GET /users/" + ADELE + "/messages", READERS),
            new Row("GET /me/messages/$count", READERS),
            new Row("GET /me/messages?$search=%22lift%22", FULL_READERS),
            new Row("GET /me/messages?$expand=attachments", FULL_READERS),
            new Row("GET /me/messages/{id}", READERS),
            new Row("GET /me/messages/{id}/$value", FULL_READERS),
            new Row("PATCH /me/messages/{id}", "{\"isRead\": true}", WRITERS),
            new Row("POST /me/messages", "{\"subject\": \"x\"}", WRITERS),
            new Row("DELETE /me/messages/{draft}", WRITERS),
            new Row("POST /me/messages/{draft}/permanentDelete", WRITERS),
            new Row("POST /me/messages/{draft}/move", ARCHIVE, WRITERS),
            new Row("POST /me/messages/{draft}/copy", ARCHIVE, WRITERS),
            new Row("POST /me/sendMail", MAIL, SENDERS),
            new Row("POST /me/messages/{draft}/send", SENDERS),
            new Row("POST /me/messages/{id}/reply", "{\"comment\": \"x\"}", SENDERS),
            new Row("POST /me/messages/{id}/replyAll", "{\"comment\": \"x\"}", SENDERS),
            new Row("POST /me/messages/{id}/forward", "{" + TO + "}", SENDERS),
            new Row("POST /me/messages/{id}/createReply", WRITERS),
            new Row("POST /me/messages/{id}/createReplyAll", WRITERS),
            new Row("POST /me/messages/{id}/createForward", WRITERS),
            new Row("GET /me/messages/{draft}/attachments", FULL_READERS),
            new Row("GET /me/messages/{draft}/attachments/{attachment}", FULL_READERS),
            new Row("GET /me/messages/{draft}/attachments/{attachment}/$value", FULL_READERS),
            new Row("POST /me/messages/{draft}/attachments", FILE, WRITERS),
            new Row("DELETE /me/messages/{draft}/attachments/{attachment}", WRITERS),
            new Row(
                    "POST /me/messages/{draft}/attachments/createUploadSession",
                    "{\"AttachmentItem\": {\"attachmentType\": \"file\", \"name\": \"x\", \"size\": 3483322}}",
                    WRITERS),
            new Row("GET /me/mailFolders", READERS),
            new Row("GET /me/mailFolders/$count", READERS),
            new Row("GET /me/mailFolders/delta", READERS),
            new Row("GET /me/mailFolders/inbox", READERS),
            new Row("GET /me/mailFolders/inbox/childFolders", READERS),
            new Row("GET /me/mailFolders/inbox/childFolders/$count", READERS),
            new Row("GET /me/mailFolders/inbox/messages", READERS),
            new Row("GET /me/mailFolders/inbox/messages/$count", READERS),
            new Row("GET /me/mailFolders/inbox/messages/delta", READERS),
            new Row("GET /me/mailFolders/inbox/messages/{id}", READERS),
            new Row("POST /me/mailFolders/{folder}/messages", "{\"subject\": \"x\"}", WRITERS),
            new Row("POST /me/mailFolders", NAME, WRITERS),
            new Row("POST /me/mailFolders/inbox/childFolders", NAME, WRITERS),
            new Row("PATCH /me/mailFolders/{folder}", NAME, WRITERS),
            new Row("POST /me/mailFolders/{folder}/move", ARCHIVE, WRITERS),
            new Row("POST /me/mailFolders/{folder}/copy", ARCHIVE, WRITERS),
            new Row("DELETE /me/mailFolders/{folder}", WRITERS),
            new Row("POST /me/mailFolders/{folder}/permanentDelete", WRITERS),
            new Row("GET /subscriptions", READERS),
            new Row("POST /subscriptions", SUBSCRIPTION, READERS),
            new Row("GET /subscriptions/{subscription}", READERS),
            new Row("PATCH /subscriptions/{subscription}", "{\"expirationDateTime\": \"{tomorrow}\"}", READERS),
            new Row("POST /subscriptions/{subscription}/reauthorize", READERS),
            new Row("DELETE /subscriptions/{subscription}", READERS));

    private final AtomicInteger made = new AtomicInteger();

    @RegisterExtension
    private final Receiver webhook = new Receiver();

    @Test
    void eachCallTakesItsDocumentedScopesAndNoOthers() {
        var all = new SoftAssertions();
        for (var scope : ALL) {
            var app = MailApp.of(microsoft.sandbox(), ADELE, scope);
            for (var row : TABLE) {
                var filled = filled(row);
                var body = filled.body().getBytes(StandardCharsets.UTF_8);
                var answer = app.call(filled.method(), filled.path(), body.length == 0 ? "" : "application/json", body);
                check(all, row, scope, answer.status(), answer.code());
            }
        }
        all.assertAll();
    }

    @Test
    void aBatchMayDoNoMoreThanItsCallsMay() {
        var all = new SoftAssertions();
        for (var scope : ALL) {
            var app = MailApp.of(microsoft.sandbox(), ADELE, scope);
            for (var from = 0; from < TABLE.size(); from += 20) {
                var rows = TABLE.subList(from, Math.min(from + 20, TABLE.size()));
                var batch = app.post("/$batch", batch(rows));
                assertThat(batch.status()).isEqualTo(200);
                assertThat(batch.json().path("responses")).hasSameSizeAs(rows);
                batch.json()
                        .path("responses")
                        .forEach(item -> check(
                                all,
                                rows.get(Integer.parseInt(item.path("id").asString())),
                                scope,
                                item.path("status").asInt(),
                                item.path("body").path("error").path("code").asString("")));
            }
        }
        all.assertAll();
    }

    private static void check(SoftAssertions all, Row row, String scope, int status, String code) {
        var described = row.call() + " with " + scope;
        if (row.enough().contains(scope)) {
            all.assertThat(status).as(described).isBetween(200, 204);
        } else {
            var profile = row.call().matches("GET /(me|users/[^/]+)");
            all.assertThat(status).as(described).isEqualTo(403);
            all.assertThat(code).isEqualTo(profile ? "Authorization_RequestDenied" : "ErrorAccessDenied");
        }
    }

    private String batch(List<Row> rows) {
        var json = JsonMapper.shared().createObjectNode();
        var requests = json.putArray("requests");
        for (var row : rows) {
            var filled = filled(row);
            var request = requests.addObject()
                    .put("id", String.valueOf(requests.size() - 1))
                    .put("method", filled.method())
                    .put("url", filled.path());
            if (!filled.body().isEmpty()) {
                request.set("body", JsonMapper.shared().readTree(filled.body()));
                request.putObject("headers").put("Content-Type", "application/json");
            }
        }
        return json.toString();
    }

    /** The row with what it names, some of it made for it. */
    private Row filled(Row row) {
        var adele = MailApp.of(microsoft.sandbox(), ADELE);
        var call = row.call();
        var body = row.body().replace("{new}", "New " + made.incrementAndGet()).replace("{webhook}", webhook.url("/"));
        body = body.replace(
                "{tomorrow}",
                microsoft.sandbox().clock().instant().plus(Duration.ofDays(1)).toString());
        if (call.contains("{id}")) {
            call = call.replace(
                    "{id}",
                    adele.get("/me/mailFolders/inbox/messages?$top=1&$select=id")
                            .value()
                            .getFirst()
                            .path("id")
                            .asString());
        }
        if (call.contains("{draft}")) {
            var draft = id(adele.post("/me/messages", "{" + TO + "}"));
            var attachment = id(adele.post("/me/messages/" + draft + "/attachments", FILE));
            call = call.replace("{draft}", draft).replace("{attachment}", attachment);
        }
        if (call.contains("{folder}") || body.contains("{folder}")) {
            var folder = folder(adele);
            call = call.replace("{folder}", folder);
            body = body.replace("{folder}", folder);
        }
        if (call.contains("{subscription}")) {
            var wish = filled(new Row("POST /subscriptions", SUBSCRIPTION, Set.of()));
            call = call.replace("{subscription}", id(adele.post("/subscriptions", wish.body())));
        }
        return new Row(call, body, row.enough());
    }

    private String folder(MailApp adele) {
        return id(adele.post("/me/mailFolders", "{\"displayName\": \"Made " + made.incrementAndGet() + "\"}"));
    }

    private static String id(MailApp.Reply reply) {
        return reply.json().path("id").asString();
    }
}
