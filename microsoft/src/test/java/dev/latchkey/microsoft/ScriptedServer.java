package dev.latchkey.microsoft;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Answers what it was told to, in order, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    public record Asked(String method, String path, String query, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return String.join("\n", headers.getOrDefault(name, List.of()));
        }

        public Map<String, String> form() {
            return parameters(body);
        }
    }

    private record Scripted(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Queue<Scripted> script = new ConcurrentLinkedQueue<>();
    private final Map<String, String> fixed = new java.util.concurrent.ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public Cloud cloud() {
        return Cloud.of("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ScriptedServer answer(int status, String body) {
        return answer(status, body, Map.of());
    }

    public ScriptedServer answer(int status, String body, Map<String, String> headers) {
        script.add(new Scripted(status, body, headers));
        return this;
    }

    /** Always the same for that path, beside the script. */
    public void fixed(String path, String body) {
        fixed.put(path, body);
    }

    public List<Asked> asked() {
        return asked;
    }

    public Asked lastAsked() {
        return asked.getLast();
    }

    public static Map<String, String> parameters(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var query = uri.getQuery() == null ? "" : uri.getQuery();
            asked.add(new Asked(
                    exchange.getRequestMethod(), uri.getRawPath(), query, exchange.getRequestHeaders(), body));
            var always = fixed.get(uri.getPath());
            var next = always != null ? new Scripted(200, always, Map.of()) : script.remove();
            next.headers().forEach(exchange.getResponseHeaders()::add);
            var bytes = next.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
