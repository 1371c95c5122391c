package dev.latchkey.acceptance;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A platform's backend that takes webhooks. */
public final class Receiver implements AutoCloseable {

    /** One delivery as it came. */
    public record Delivery(Instant at, Map<String, List<String>> headers, String body) {

        public JsonNode json() {
            return JsonMapper.builder().build().readTree(body);
        }

        /** Checked by the library of the Standard Webhooks project, not by ours. */
        public void verify(String secret) throws Exception {
            new Webhook(secret).verify(body, HttpHeaders.of(headers, (name, value) -> true));
        }
    }

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final HttpServer server;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                deliveries.add(new Delivery(Instant.now(), Map.copyOf(exchange.getRequestHeaders()), body));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    /** The next delivery of that type; others are passed over. */
    public Delivery await(String type) throws InterruptedException {
        var giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < giveUp) {
            var delivery = deliveries.poll(1, TimeUnit.SECONDS);
            if (delivery != null && delivery.json().path("type").asString("").equals(type)) {
                return delivery;
            }
        }
        throw new AssertionError("no webhook of the type " + type);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
