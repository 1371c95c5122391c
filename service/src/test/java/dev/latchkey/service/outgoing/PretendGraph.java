package dev.latchkey.service.outgoing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The few calls of Graph that sending makes, each of which can be made to go wrong once. */
final class PretendGraph implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Queue<Trick>> tricks = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    final CountDownLatch hanging = new CountDownLatch(1);
    final CountDownLatch late = new CountDownLatch(1);
    final PretendMailbox mailbox;

    PretendGraph(Clock clock) {
        mailbox = new PretendMailbox(clock);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Goes wrong at the next call of that name: create, reply, update, attach, send, sendMail, look, delete. */
    void at(String call, Trick trick) {
        tricks.computeIfAbsent(call, unknown -> new ConcurrentLinkedQueue<>()).add(trick);
    }

    List<String> calls() {
        return calls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                    .skip(2)
                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toList();
            var body = exchange.getRequestBody().readAllBytes();
            if (path.contains("token")) {
                answer(exchange, new Answer(200, """
                        {"token_type":"Bearer","expires_in":3600,"access_token":"fresh","refresh_token":"next",
                         "scope":"Mail.Send Mail.ReadWrite User.Read"}"""), Map.of());
                return;
            }
            var name = name(exchange.getRequestMethod(), path);
            calls.add(name);
            var trick = tricks.getOrDefault(name, new ConcurrentLinkedQueue<>()).poll();
            Answer done = null;
            if (trick != null && trick.kind() == Trick.Kind.LATE) {
                hanging.countDown();
                late.await();
                trick = null;
            }
            if (trick == null || trick.kind().name().startsWith("DO_")) {
                done = perform(name, path, exchange.getRequestURI().getQuery(), body);
            }
            finish(exchange, trick, done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish(HttpExchange exchange, @Nullable Trick trick, @Nullable Answer done)
            throws IOException, InterruptedException {
        if (trick == null) {
            answer(exchange, Objects.requireNonNull(done), Map.of());
            return;
        }
        switch (trick.kind()) {
            case REFUSE, DO_AND_DENY ->
                answer(exchange, new Answer(trick.status(), error(trick.code())), trick.headers());
            case HANG, DO_AND_HANG -> {
                hanging.countDown();
                end.await();
            }
            case DROP, DO_AND_DROP -> {}
            case LATE -> throw new IllegalStateException("done already");
        }
    }

    private static String name(String method, List<String> path) {
        return switch (path.getLast()) {
            case "createReply" -> "reply";
            case "send" -> "send";
            case "sendMail" -> "sendMail";
            case "attachments" -> method.equals("GET") ? "files" : "attach";
            case "messages" -> method.equals("GET") ? "look" : "create";
            default ->
                switch (method) {
                    case "GET" -> "look";
                    case "PATCH" -> "update";
                    default -> "delete";
                };
        };
    }

    private Answer perform(String name, List<String> path, @Nullable String query, byte[] body) {
        JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        var id = path.size() > 2 ? path.get(2) : "";
        return switch (name) {
            case "create" -> new Answer(201, mailbox.create(json, null));
            case "reply" -> new Answer(201, mailbox.create(json.path("message"), "RE: Offer"));
            case "update" -> ofItem(mailbox.update(id, json).orElse(null));
            case "attach" -> new Answer(201, mailbox.attach(id, json));
            case "files" -> new Answer(200, mailbox.files(id));
            case "send" -> mailbox.send(id) ? new Answer(202, "") : new Answer(404, error("ErrorItemNotFound"));
            case "sendMail" -> {
                mailbox.sendMail(json.path("message"));
                yield new Answer(202, "");
            }
            case "delete" -> {
                mailbox.delete(id);
                yield new Answer(204, "");
            }
            default -> look(path, id, query);
        };
    }

    private Answer look(List<String> path, String id, @Nullable String query) {
        if (path.get(1).equals("mailFolders")) {
            return new Answer(200, mailbox.search(id, String.valueOf(query)));
        }
        return id.isEmpty()
                ? new Answer(200, mailbox.search(null, String.valueOf(query)))
                : ofItem(mailbox.find(id).map(item -> item.json().toString()).orElse(null));
    }

    private static Answer ofItem(@Nullable String json) {
        return json == null ? new Answer(404, error("ErrorItemNotFound")) : new Answer(200, json);
    }

    private static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Pretended.\"}}";
    }

    private static void answer(HttpExchange exchange, Answer answer, Map<String, String> headers) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::add);
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
