package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** An application with an access token for one person, which calls Graph over HTTP. */
public final class MailApp {

    /** An answer; {@code json} is an empty object where there was none. */
    public record Reply(int status, JsonNode json, String text, HttpResponse<byte[]> response) {

        public String code() {
            return json.path("error").path("code").asString("");
        }

        public List<JsonNode> value() {
            var values = new ArrayList<JsonNode>();
            json.path("value").forEach(values::add);
            return values;
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    static final String[] EVERYTHING = {"Mail.Send", "Mail.ReadWrite", "User.Read"};
    static final String IMMUTABLE = "IdType=\"ImmutableId\"";

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI sandbox;
    private final String token;
    private final List<String> headers = new ArrayList<>();

    public MailApp(URI sandbox, String token) {
        this.sandbox = sandbox;
        this.token = token;
    }

    public static MailApp of(Sandbox sandbox, String address, String... scopes) {
        var token = token(sandbox, address, Resource.GRAPH, scopes.length == 0 ? EVERYTHING : scopes);
        return new MailApp(sandbox.address(), token);
    }

    /** An access token that nobody had to sign in for. */
    public static String token(Sandbox sandbox, String address, Resource resource, String... scopes) {
        var user = sandbox.directory().userByAddress(address).orElseThrow();
        var caller = new Caller(
                sandbox.directory().application().clientId(),
                user.tenantId(),
                user.objectId(),
                resource.audience(),
                Set.of(scopes));
        return sandbox.accessTokens().issue(caller).value();
    }

    public String token() {
        return token;
    }

    /** The same with a header on each call. */
    public MailApp with(String name, String value) {
        var other = new MailApp(sandbox, token);
        other.headers.addAll(headers);
        other.headers.addAll(List.of(name, value));
        return other;
    }

    public MailApp immutable() {
        return with("Prefer", IMMUTABLE);
    }

    public Reply get(String path) {
        return call("GET", path, "", new byte[0]);
    }

    public Reply post(String path, String json) {
        return call("POST", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Reply post(String path) {
        return call("POST", path, "", new byte[0]);
    }

    public Reply patch(String path, String json) {
        return call("PATCH", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Reply delete(String path) {
        return call("DELETE", path, "", new byte[0]);
    }

    /** @param path absolute, as in a nextLink, or below {@code /v1.0} */
    public Reply call(String method, String path, String contentType, byte[] body) {
        var request = builder(path)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A GET whose answer the caller reads as it comes. */
    HttpRequest request(String path) {
        return builder(path).build();
    }

    private HttpRequest.Builder builder(String path) {
        var address = path.startsWith("http") ? URI.create(path) : URI.create(sandbox + "/v1.0" + path);
        var request = HttpRequest.newBuilder(address);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (var i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return request;
    }

    public Reply sendMail(String to, String subject, String text) {
        return post("/me/sendMail", """
                {"message": {"subject": "%s", "body": {"contentType": "text", "content": "%s"},
                 "toRecipients": [{"emailAddress": {"address": "%s"}}]}}""".formatted(subject, text, to));
    }

    /** A draft with that subject and no recipients. */
    public String draft(String subject) {
        return post("/me/messages", "{\"subject\": \"%s\"}".formatted(subject))
                .json()
                .path("id")
                .asString();
    }

    /** The newest message of a folder with that subject. */
    public JsonNode find(String folder, String subject) {
        return get("/me/mailFolders/" + folder + "/messages?$top=50&$filter="
                        + encoded("subject eq '" + subject.replace("'", "''") + "'"))
                .value()
                .getFirst();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        var text = new String(response.body(), StandardCharsets.UTF_8);
        var isJson = response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return new Reply(response.statusCode(), isJson ? JSON.readTree(text) : JSON.createObjectNode(), text, response);
    }
}
