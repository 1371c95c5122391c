package dev.latchkey.acceptance;

import static dev.latchkey.acceptance.GraphContract.ADELE;
import static dev.latchkey.acceptance.GraphContract.ALEX;
import static dev.latchkey.acceptance.GraphContract.done;
import static dev.latchkey.acceptance.GraphContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.microsoft.graph.Subscription;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our Graph client orders notifications at the sandbox, which calls us. */
@Timeout(30)
class SubscriptionContractTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private final BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
    private final HttpServer listener;
    private volatile boolean echoes = true;
    private GraphContract microsoft = new GraphContract(SANDBOX.sandbox());

    SubscriptionContractTest() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        listener.createContext("/", this::listen);
        listener.start();
    }

    @BeforeEach
    void newApplication() {
        microsoft = new GraphContract(SANDBOX.sandbox());
    }

    @AfterEach
    void stop() {
        listener.stop(0);
    }

    @Test
    void newMailIsAnnounced() throws InterruptedException {
        var alex = microsoft.mailbox(ALEX);
        var subscription = done(alex.subscriptions().create(order()));

        ReadContractTest.send(microsoft.mailbox(ADELE), ALEX, "Announce me");

        var notification = notifications.poll(10, TimeUnit.SECONDS);
        assertThat(notification)
                .contains(subscription.id())
                .contains("\"the client state\"")
                .contains("\"created\"");
    }

    @Test
    void aSubscriptionIsListedRenewedAndDeleted() {
        var alex = microsoft.mailbox(ALEX);
        var order = order();
        var subscription = done(alex.subscriptions().create(order));
        assertThat(subscription.expirationDateTime()).isEqualTo(order.expirationDateTime());
        assertThat(subscription.notificationUrl()).isEqualTo(order.notificationUrl());

        var later = order.expirationDateTime().plus(Duration.ofDays(1));
        assertThat(done(alex.subscriptions().renew(subscription.id(), later)).expirationDateTime())
                .isEqualTo(later);
        assertThat(done(alex.subscriptions().list()))
                .extracting(Subscription::id)
                .containsExactly(subscription.id());
        done(alex.subscriptions().delete(subscription.id()));
        assertThat(done(alex.subscriptions().list())).isEmpty();
        assertThat(refused(alex.subscriptions().renew(subscription.id(), later)).notFound())
                .isTrue();
    }

    @Test
    void theSameOrderTwiceIsAConflict() {
        var alex = microsoft.mailbox(ALEX);
        done(alex.subscriptions().create(order()));

        assertThat(refused(alex.subscriptions().create(order())).status()).isEqualTo(409);
    }

    @Test
    void aListenerThatDoesNotEchoGetsNoSubscription() {
        echoes = false;

        var error = refused(microsoft.mailbox(ALEX).subscriptions().create(order()));

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.message()).contains("validation");
    }

    private Subscription.Order order() {
        return new Subscription.Order(
                "/me/mailFolders('inbox')/messages",
                "created,updated",
                URI.create("http://127.0.0.1:" + listener.getAddress().getPort() + "/notify?x=1"),
                null,
                SANDBOX.sandbox().clock().instant().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS),
                "the client state");
    }

    private void listen(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var query = exchange.getRequestURI().getRawQuery();
            var handshake = query.indexOf("validationToken=");
            if (handshake < 0) {
                notifications.add(body);
                exchange.sendResponseHeaders(202, -1);
                return;
            }
            var token = query.substring(handshake + "validationToken=".length());
            var echo = echoes ? URLDecoder.decode(token, StandardCharsets.UTF_8) : "something else";
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, echo.length());
            exchange.getResponseBody().write(echo.getBytes(StandardCharsets.UTF_8));
        }
    }
}
