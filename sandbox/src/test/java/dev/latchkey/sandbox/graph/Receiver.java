package dev.latchkey.sandbox.graph;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An application's webhook: takes handshakes at every path but {@code /bad} and {@code /nothing}, and keeps what it is told. */
final class Receiver implements AutoCloseable, AfterEachCallback {

    private final BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
    private final List<String> handshakes = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresFirst = new AtomicInteger();
    private final Queue<Runnable> meanwhile = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.createContext("/bad", exchange -> answer(exchange, 200, "something else"));
        server.createContext("/nothing", exchange -> answer(exchange, 404, ""));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Answers 503 so many times before it takes anything. */
    void failFirst(int times) {
        failuresFirst.set(times);
    }

    int failuresLeft() {
        return failuresFirst.get();
    }

    /** What happens while it takes the next one. */
    void meanwhile(Runnable once) {
        meanwhile.add(once);
    }

    /** The paths that answered a handshake. */
    List<String> handshakes() {
        return handshakes;
    }

    /** The next notification, with the path and the query that it came to, and the token that came with it. */
    JsonNode next() throws InterruptedException {
        return Objects.requireNonNull(notifications.poll(10, TimeUnit.SECONDS), "no notification came");
    }

    /** What comes within a moment: null, where nothing is to come. */
    @Nullable
    JsonNode soon() throws InterruptedException {
        return notifications.poll(300, TimeUnit.MILLISECONDS);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        var token = query.indexOf("validationToken=");
        if (token >= 0) {
            handshakes.add(exchange.getRequestURI().getPath());
            answer(exchange, 200, URLDecoder.decode(query.substring(token + 16), StandardCharsets.UTF_8));
            return;
        }
        var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        Objects.requireNonNullElse(meanwhile.poll(), () -> {}).run();
        if (failuresFirst.getAndDecrement() > 0) {
            answer(exchange, 503, "");
            return;
        }
        answer(exchange, 202, "");
        var proof = JsonMapper.shared().createObjectNode();
        body.path("validationTokens").forEach(each -> proof.set("validationToken", each));
        for (var notification : body.path("value")) {
            ((ObjectNode) notification)
                    .put("path", exchange.getRequestURI().getPath())
                    .put("query", query)
                    .setAll(proof);
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
