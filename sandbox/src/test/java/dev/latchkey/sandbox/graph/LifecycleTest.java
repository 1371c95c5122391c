package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application is told of its subscriptions themselves. */
class LifecycleTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @RegisterExtension
    private final Receiver receiver = new Receiver();

    private MailApp adele;
    private MailApp alex;

    @Test
    void bothAddressesAnswerTheHandshakeOrThereIsNoSubscription() {
        subscribe("/life");

        assertThat(receiver.handshakes()).containsExactly("/good", "/life");
        var refused = adele.post("/subscriptions", body("updated", "/bad"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Subscription validation request failed.");
        assertThat(adele.get("/subscriptions").value()).hasSize(1);
    }

    @Test
    void theLifecycleAddressIsGivenAtTheStartOrNever() {
        var without = subscribe("");
        var later = "{\"lifecycleNotificationUrl\": \"%s\", \"expirationDateTime\": \"%s\"}"
                .formatted(receiver.url("/life"), soon());

        assertThat(adele.patch("/subscriptions/" + without, later).code()).isEqualTo("InvalidRequest");
        assertThat(adele.get("/subscriptions/" + without)
                        .json()
                        .path("lifecycleNotificationUrl")
                        .isNull())
                .isTrue();
    }

    @Test
    void eachEventComesOnOrderToTheLifecycleAddress() throws Exception {
        var id = subscribe("/life");

        for (var event : List.of("reauthorizationRequired", "missed", "subscriptionRemoved")) {
            assertThat(order(id, "{\"event\": \"" + event + "\"}").statusCode()).isEqualTo(202);
            var told = receiver.next();
            assertThat(told.path("path").asString()).isEqualTo("/life");
            assertThat(told.path("lifecycleEvent").asString()).isEqualTo(event);
            assertThat(told.path("subscriptionId").asString()).isEqualTo(id);
            assertThat(told.path("clientState").asString()).isEqualTo("secret-state");
            assertThat(told.path("tenantId").asString()).matches("[0-9a-f-]{36}");
            assertThat(told.has("resourceData")).isFalse();
        }
    }

    @Test
    void whatIsRemovedIsGoneAndTellsNothingMore() throws Exception {
        var id = subscribe("/life");

        order(id, "{\"event\": \"subscriptionRemoved\"}");

        assertThat(receiver.next().path("lifecycleEvent").asString()).isEqualTo("subscriptionRemoved");
        assertThat(adele.get("/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(control("GET", "/_sandbox/subscriptions", "").body()).doesNotContain(id);
        alex.sendMail("adele@contoso.example", "Unheard", "x");
        assertThat(receiver.soon()).isNull();
        assertThat(adele.post("/subscriptions", body("created", "/life")).status())
                .isEqualTo(201);
    }

    @Test
    void aPausedSubscriptionTellsNothingUntilItIsReauthorized() throws Exception {
        var id = subscribe("/life");
        order(id, "{\"event\": \"reauthorizationRequired\", \"pause\": true}");
        assertThat(receiver.next().path("lifecycleEvent").asString()).isEqualTo("reauthorizationRequired");
        alex.sendMail("adele@contoso.example", "Lost", "x");
        assertThat(receiver.soon()).isNull();

        assertThat(adele.get("/subscriptions/" + id + "/reauthorize").status()).isEqualTo(405);
        assertThat(adele.post("/subscriptions/" + id + "/reauthorize").status()).isEqualTo(204);

        alex.sendMail("adele@contoso.example", "Heard", "x");
        var told = receiver.next().path("resourceData").path("id").asString();
        assertThat(adele.get("/me/messages/" + told).json().path("subject").asString())
                .isEqualTo("Heard");
    }

    @Test
    void whoRenewsHasReauthorizedToo() throws Exception {
        var id = subscribe("/life");
        order(id, "{\"event\": \"reauthorizationRequired\", \"pause\": true}");
        receiver.next();

        adele.patch("/subscriptions/" + id, "{\"expirationDateTime\": \"" + soon() + "\"}");

        alex.sendMail("adele@contoso.example", "Heard", "x");
        assertThat(receiver.next().path("changeType").asString()).isEqualTo("created");
    }

    @Test
    void beforeTheTokenExpiresTheApplicationIsAskedOnceForEachToken() throws Exception {
        var id = subscribe("/life");
        move(Duration.ofMinutes(40));
        assertThat(receiver.soon()).isNull();

        move(Duration.ofMinutes(50));

        assertThat(receiver.next().path("lifecycleEvent").asString()).isEqualTo("reauthorizationRequired");
        move(Duration.ofMinutes(5));
        assertThat(receiver.soon()).isNull();
        signIn();
        adele.post("/subscriptions/" + id + "/reauthorize");
        move(Duration.ofMinutes(1));
        assertThat(receiver.soon()).isNull();
        move(Duration.ofMinutes(85));
        assertThat(receiver.next().path("lifecycleEvent").asString()).isEqualTo("reauthorizationRequired");
    }

    @Test
    void whatCouldNotBeDeliveredForFourHoursIsMissed() throws Exception {
        subscribe("/life");
        receiver.failFirst(2);
        alex.sendMail("adele@contoso.example", "Undelivered", "x");
        while (receiver.failuresLeft() == 2) {
            Thread.onSpinWait();
        }

        microsoft.sandbox().clock().move(Duration.ofHours(5));

        assertThat(receiver.next().path("lifecycleEvent").asString()).isEqualTo("missed");
        assertThat(receiver.soon()).isNull();
    }

    @Test
    void whoGaveNoLifecycleAddressHearsNothing() throws Exception {
        var id = subscribe("");

        assertThat(order(id, "{\"event\": \"missed\"}").body()).contains("\"told\":false");
        assertThat(order(id, "{\"event\": \"subscriptionRemoved\"}").body()).contains("\"told\":false");

        assertThat(receiver.soon()).isNull();
        assertThat(adele.get("/subscriptions").value()).isEmpty();
    }

    @Test
    void anOrderThatMakesNoSenseIsRefused() throws Exception {
        var id = subscribe("/life");

        for (var wrong : List.of("{}", "[", "{\"event\": \"lost\"}", "{\"event\": \"missed\", \"pause\": true}")) {
            assertThat(order(id, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(order("nobody", "{\"event\": \"missed\"}").statusCode()).isEqualTo(404);
        assertThat(receiver.soon()).isNull();
    }

    @BeforeEach
    void signIn() {
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
    }

    private String subscribe(String lifecyclePath) {
        return adele.post("/subscriptions", body("created", lifecyclePath))
                .json()
                .path("id")
                .asString();
    }

    private String body(String changeType, String lifecyclePath) {
        return """
                {"changeType": "%s", "notificationUrl": "%s", "lifecycleNotificationUrl": "%s",
                 "resource": "me/mailFolders('inbox')/messages", "clientState": "secret-state",
                 "expirationDateTime": "%s"}""".formatted(
                changeType, receiver.url("/good"), lifecyclePath.isEmpty() ? "" : receiver.url(lifecyclePath), soon());
    }

    private static String soon() {
        return microsoft.sandbox().clock().instant().plus(Duration.ofDays(2)).toString();
    }

    private static HttpResponse<String> order(String id, String json) throws Exception {
        return control("POST", "/_sandbox/subscriptions/" + id + "/lifecycle", json);
    }

    private static void move(Duration by) throws Exception {
        control("POST", "/_sandbox/clock", "{\"move\": \"" + by + "\"}");
    }

    private static HttpResponse<String> control(String method, String path, String json) throws Exception {
        var request = HttpRequest.newBuilder(microsoft.sandbox().address().resolve(path))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Content-Type", "application/json");
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
