package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SubscriptionTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
    private final AtomicInteger failuresFirst = new AtomicInteger();
    private HttpServer receiver;
    private String url;
    private MailApp adele;
    private MailApp alex;

    @BeforeEach
    void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/good", this::receive);
        receiver.createContext("/bad", exchange -> answer(exchange, 200, "something else"));
        receiver.start();
        url = "http://127.0.0.1:" + receiver.getAddress().getPort();
        signIn();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    @Test
    void anAddressThatEchoesTheTokenIsSubscribedAndToldOfNewMail() throws Exception {
        var created = subscribe("me/mailFolders('Inbox')/messages", "created", url + "/good?tenant=7");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("clientState").asString()).isEqualTo("secret-state");
        alex.sendMail("adele@contoso.example", "News", "x");
        var told = next();
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
        assertThat(notifications.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void changesAreToldByTheirKindAndUnderImmutableIdsWhereWanted() throws Exception {
        adele.immutable();
        var body = body("/me/mailFolders/inbox/messages", "created,updated,deleted", url + "/good");
        assertThat(adele.immutable().post("/subscriptions", body).status()).isEqualTo(201);
        var message = adele.immutable()
                .get("/me/mailFolders/inbox/messages?$top=1")
                .value()
                .getFirst();
        var id = message.path("id").asString();

        adele.patch("/me/messages/" + id, "{\"isRead\": true}");
        assertThat(next().path("changeType").asString()).isEqualTo("updated");
        adele.post("/me/messages/" + id + "/move", "{\"destinationId\": \"archive\"}");
        var left = next();
        assertThat(left.path("changeType").asString()).isEqualTo("deleted");
        assertThat(left.path("resourceData").path("id").asString()).isEqualTo(id);
        adele.post("/me/messages/" + id + "/move", "{\"destinationId\": \"inbox\"}");
        assertThat(next().path("changeType").asString()).isEqualTo("created");
    }

    @Test
    void withAFilterCeasingToMatchIsADeletion() throws Exception {
        subscribe("me/mailFolders/inbox/messages?$filter=isRead eq false", "created,deleted", url + "/good");
        alex.sendMail("adele@contoso.example", "Unread", "x");
        var created = next();
        assertThat(created.path("changeType").asString()).isEqualTo("created");

        adele.patch("/me/messages/" + created.path("resourceData").path("id").asString(), "{\"isRead\": true}");

        assertThat(next().path("changeType").asString()).isEqualTo("deleted");
    }

    @Test
    void anAddressThatDoesNotEchoIsRefused() {
        for (var address : List.of(url + "/bad", url + "/nothing", "http://127.0.0.1:1/")) {
            var refused = subscribe("me/messages", "created", address);
            assertThat(refused.status()).as(address).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("InvalidRequest");
            assertThat(refused.text()).contains("Subscription validation request failed.");
        }
        for (var address : List.of("http://example.com/hook", "ftp://x", "not a url", "")) {
            assertThat(subscribe("me/messages", "created", address).status()).isEqualTo(400);
        }
        assertThat(adele.get("/subscriptions").value()).isEmpty();
    }

    @Test
    void theSameWishTwiceIsAConflict() {
        var first = subscribe("me/messages", "created,updated", url + "/good")
                .json()
                .path("id")
                .asString();

        var second = subscribe("/users/adele@contoso.example/messages", "updated,created", url + "/good");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("Subscription Id " + first + " already exists");
        assertThat(subscribe("me/messages", "created", url + "/good").status()).isEqualTo(201);
    }

    @Test
    void aSubscriptionIsRenewedDeletedAndForgottenWhenItExpires() {
        var path = "/subscriptions/"
                + subscribe("me/messages", "created", url + "/good")
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
        var again = subscribe("me/messages", "created", url + "/good");
        assertThat(again.status()).isEqualTo(201);
        assertThat(adele.delete("/subscriptions/" + again.json().path("id").asString())
                        .status())
                .isEqualTo(204);
        assertThat(adele.get("/subscriptions").value()).isEmpty();
    }

    @Test
    void whatIsNotTakenIsToldAgain() throws Exception {
        subscribe("me/mailFolders/inbox/messages", "created", url + "/good");
        failuresFirst.set(2);

        alex.sendMail("adele@contoso.example", "Again", "x");

        assertThat(next().path("changeType").asString()).isEqualTo("created");
        assertThat(failuresFirst.get()).isNegative();
    }

    private void signIn() {
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

    private JsonNode next() throws InterruptedException {
        return Objects.requireNonNull(notifications.poll(10, TimeUnit.SECONDS), "no notification came");
    }

    private void receive(HttpExchange exchange) throws IOException {
        var query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        var token = query.indexOf("validationToken=");
        if (token >= 0) {
            answer(exchange, 200, URLDecoder.decode(query.substring(token + 16), StandardCharsets.UTF_8));
            return;
        }
        var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        if (failuresFirst.getAndDecrement() > 0) {
            answer(exchange, 503, "");
            return;
        }
        answer(exchange, 202, "");
        for (var notification : body.path("value")) {
            ((tools.jackson.databind.node.ObjectNode) notification).put("query", query);
            notifications.add(notification);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
