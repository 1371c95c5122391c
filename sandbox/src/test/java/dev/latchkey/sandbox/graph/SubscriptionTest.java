package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubscriptionTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @RegisterExtension
    private final Receiver receiver = new Receiver();

    private MailApp adele;
    private MailApp alex;

    @Test
    void anAddressThatEchoesTheTokenIsSubscribedAndToldOfNewMail() throws Exception {
        var created = subscribe("me/mailFolders('Inbox')/messages", "created", receiver.url("/good?tenant=7"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("clientState").asString()).isEqualTo("secret-state");
        alex.sendMail("adele@contoso.example", "News", "x");
        var told = receiver.next();
        assertThat(told.path("subscriptionId")).isEqualTo(created.json().path("id"));
        assertThat(told.path("clientState").asString()).isEqualTo("secret-state");
        assertThat(told.path("changeType").asString()).isEqualTo("created");
        assertThat(told.path("query").asString()).isEqualTo("tenant=7");
        var id = told.path("resourceData").path("id").asString();
        assertThat(told.path("resource").asString())
                .matches("Users/[0-9a-f-]{36}/Messages/.*")
                .endsWith(id);
        assertThat(adele.get("/me/messages/" + id).json().path("subject").asString())
                .isEqualTo("News");
        adele.draft("Not in the inbox");
        adele.patch("/me/messages/" + id, "{\"isRead\": true}");
        assertThat(receiver.soon()).isNull();
    }

    @Test
    void changesAreToldByTheirKindAndUnderImmutableIdsWhereWanted() throws Exception {
        adele.immutable();
        var body = body("/me/mailFolders/inbox/messages", "created,updated,deleted", receiver.url("/good"));
        assertThat(adele.immutable().post("/subscriptions", body).status()).isEqualTo(201);
        var message = adele.immutable()
                .get("/me/mailFolders/inbox/messages?$top=1")
                .value()
                .getFirst();
        var id = message.path("id").asString();

        adele.patch("/me/messages/" + id, "{\"isRead\": true}");
        assertThat(receiver.next().path("changeType").asString()).isEqualTo("updated");
        adele.post("/me/messages/" + id + "/move", "{\"destinationId\": \"archive\"}");
        var left = receiver.next();
        assertThat(left.path("changeType").asString()).isEqualTo("deleted");
        assertThat(left.path("resourceData").path("id").asString()).isEqualTo(id);
        adele.post("/me/messages/" + id + "/move", "{\"destinationId\": \"inbox\"}");
        assertThat(receiver.next().path("changeType").asString()).isEqualTo("created");
    }

    @Test
    void withAFilterCeasingToMatchIsADeletion() throws Exception {
        subscribe("me/mailFolders/inbox/messages?$filter=isRead eq false", "created,deleted", receiver.url("/good"));
        alex.sendMail("adele@contoso.example", "Unread", "x");
        var created = receiver.next();
        assertThat(created.path("changeType").asString()).isEqualTo("created");

        adele.patch("/me/messages/" + created.path("resourceData").path("id").asString(), "{\"isRead\": true}");

        assertThat(receiver.next().path("changeType").asString()).isEqualTo("deleted");
    }

    @Test
    void anAddressThatDoesNotEchoIsRefused() {
        for (var address : List.of(receiver.url("/bad"), receiver.url("/nothing"), "http://127.0.0.1:1/")) {
            var refused = subscribe("me/messages", "created", address);
            assertThat(refused.status()).as(address).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("InvalidRequest");
            assertThat(refused.text()).contains("Subscription validation request failed.");
        }
        for (var address : List.of(
                "http://example.com/hook",
                "ftp://x",
                "not a url",
                "",
                "https:foo",
                "https:///x",
                "https://localhost:99999/x",
                "https://u@/x",
                "https://exa_mple.invalid/x",
                "https://localhost:0/x",
                "https://u@localhost:1/x?y=#z")) {
            var refused = subscribe("me/messages", "created", address);
            assertThat(refused.status()).as(address).isEqualTo(400);
            assertThat(refused.code()).as(address).isEqualTo("InvalidRequest");
        }
        assertThat(adele.get("/subscriptions").value()).isEmpty();
    }

    @Test
    void theSameWishTwiceIsAConflict() {
        var first = subscribe("me/messages", "created,updated", receiver.url("/good"))
                .json()
                .path("id")
                .asString();

        var second = subscribe("/users/adele@contoso.example/messages", "updated,created", receiver.url("/good"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("Subscription Id " + first + " already exists");
        assertThat(subscribe("me/messages", "created", receiver.url("/good")).status())
                .isEqualTo(201);
    }

    @Test
    void aSubscriptionIsRenewedDeletedAndForgottenWhenItExpires() {
        var path = "/subscriptions/"
                + subscribe("me/messages", "created", receiver.url("/good"))
                        .json()
                        .path("id")
                        .asString();
        var week = microsoft.sandbox().clock().instant().plus(Duration.ofDays(7));
        assertThat(adele.patch(path, "{\"expirationDateTime\": \"" + week + "\"}")
                        .status())
                .isEqualTo(200);
        var longer = week.plus(Duration.ofHours(1));
        assertThat(adele.patch(path, "{\"expirationDateTime\": \"" + longer + "\"}")
                        .status())
                .isEqualTo(400);
        microsoft.sandbox().clock().move(Duration.ofDays(6));
        signIn();
        assertThat(adele.get(path).status()).isEqualTo(200);
        assertThat(alex.get(path).status()).isEqualTo(404);
        microsoft.sandbox().clock().move(Duration.ofDays(2));
        signIn();
        assertThat(adele.get(path).status()).isEqualTo(404);
        var again = subscribe("me/messages", "created", receiver.url("/good"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(adele.delete("/subscriptions/" + again.json().path("id").asString())
                        .status())
                .isEqualTo(204);
        assertThat(adele.get("/subscriptions").value()).isEmpty();
    }

    @Test
    void whatIsNotTakenIsToldAgain() throws Exception {
        subscribe("me/mailFolders/inbox/messages", "created", receiver.url("/good"));
        receiver.failFirst(2);

        alex.sendMail("adele@contoso.example", "Again", "x");

        assertThat(receiver.next().path("changeType").asString()).isEqualTo("created");
        assertThat(receiver.failuresLeft()).isNegative();
    }

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
    }

    private MailApp.Reply subscribe(String resource, String changeType, String address) {
        return adele.post("/subscriptions", body(resource, changeType, address));
    }

    private static String body(String resource, String changeType, String address) {
        var soon = microsoft.sandbox().clock().instant().plus(Duration.ofHours(2));
        return """
                {"changeType": "%s", "notificationUrl": "%s", "resource": "%s", "clientState": "secret-state",
                 "expirationDateTime": "%s"}""".formatted(changeType, address, resource, soon);
    }
}
