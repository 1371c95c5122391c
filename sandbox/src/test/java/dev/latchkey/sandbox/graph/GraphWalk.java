package dev.latchkey.sandbox.graph;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Sends the requests of {@link GraphRoute}, with something real in each place, for Adele of Contoso. */
final class GraphWalk implements AutoCloseable {

    static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Map<String, String> known = new HashMap<>();
    private final Sandbox sandbox;
    private final MailApp app;
    private final HttpServer receiver;

    GraphWalk(Sandbox sandbox, MailApp app) throws IOException {
        this.sandbox = sandbox;
        this.app = app;
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var query = String.valueOf(exchange.getRequestURI().getRawQuery());
            var token = URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, token.length);
            exchange.getResponseBody().write(token);
            exchange.close();
        });
        receiver.start();
    }

    @Override
    public void close() {
        receiver.stop(0);
    }

    /** What comes next stands on new items. */
    void forget() {
        known.clear();
    }

    MailApp.Reply send(GraphRoute route, String contentType, byte[] body) {
        var answer = app.call(route.method(), real(route.path()), contentType, body);
        if (answer.status() < 300
                && (route.path().matches(".*/(move|permanentDelete)")
                        || route.method().equals("DELETE"))) {
            known.clear();
        }
        return answer;
    }

    /** The text with each placeholder filled. */
    String real(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            var name = found.group(1);
            if (!known.containsKey(name)) {
                known.put(
                        name,
                        Optional.of(filled(name)).filter(id -> !id.isEmpty()).orElseThrow());
            }
            return name.equals("new") ? UUID.randomUUID().toString() : known.get(name);
        });
    }

    private String filled(String name) {
        return switch (name) {
            case "draft" -> app.draft("Walked");
            case "attachment" ->
                app.post(real("/me/messages/{draft}/attachments"), """
                        {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "eA=="}""")
                        .json()
                        .path("id")
                        .asString();
            case "received" -> {
                app.sendMail("adele@contoso.example", "Received", "Hello");
                yield app.find("inbox", "Received").path("id").asString();
            }
            case "folder" ->
                app.post("/me/mailFolders", "{\"displayName\": \"" + UUID.randomUUID() + "\"}")
                        .json()
                        .path("id")
                        .asString();
            case "subscription" -> {
                known.remove("folder");
                var route = GraphRoute.WITH_BODY.stream()
                        .filter(each -> each.path().equals("/subscriptions"))
                        .findFirst()
                        .orElseThrow();
                yield app.post(route.path(), real(route.body()))
                        .json()
                        .path("id")
                        .asString();
            }
            case "receiver" -> "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
            case "soon" -> sandbox.clock().instant().plus(Duration.ofHours(2)).toString();
            case "new" -> name;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
