package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The application's side: makes authorization requests and talks to the token endpoint. */
final class App {

    static final String REDIRECT_URI = "http://localhost:9999/callback";
    static final String VERIFIER = "dBjftJeZ4CVP-mBmFdG-verifier-of-the-test-suite";
    static final String SEND = "openid profile offline_access User.Read Mail.Send";
    static final String READ = "openid profile offline_access User.Read Mail.Read";

    record Reply(int status, JsonNode body, HttpResponse<String> response) {

        String text(String field) {
            return body.path(field).asString("");
        }

        int code() {
            return body.path("error_codes").path(0).asInt();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;
    private final HttpClient client = HttpClient.newHttpClient();

    App(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** An authorization request as a careful application makes it, changed by {@code changes}; an empty value removes. */
    static String authorize(String tenant, String scope, Map<String, String> changes) {
        var fields = new LinkedHashMap<>(Map.of(
                "client_id",
                Directory.CLIENT_ID,
                "response_type",
                "code",
                "redirect_uri",
                REDIRECT_URI,
                "scope",
                scope,
                "state",
                "the state",
                "nonce",
                "the nonce",
                "code_challenge",
                challenge(VERIFIER),
                "code_challenge_method",
                "S256"));
        fields.putAll(changes);
        fields.values().removeIf(String::isEmpty);
        return "/" + tenant + "/oauth2/v2.0/authorize?" + Browser.encode(fields);
    }

    /** Signs in, accepts what is asked, and brings the code home. */
    String code(String address, String scope) {
        return accept(new Browser(sandbox.address()), address, scope).parameter("code");
    }

    static Browser.Page accept(Browser browser, String address, String scope) {
        var page = browser.signIn(browser.open(authorize("common", scope, Map.of())), address);
        return page.html().contains("Permissions requested") ? browser.submit(page, Map.of("answer", "accept")) : page;
    }

    Reply redeem(String code, Map<String, String> changes) {
        var fields = new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", REDIRECT_URI,
                "code_verifier", VERIFIER));
        fields.putAll(credentials());
        fields.putAll(changes);
        fields.values().removeIf(String::isEmpty);
        return token("common", fields);
    }

    Reply refresh(String refreshToken, String scope) {
        var fields = new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
        fields.putAll(credentials());
        if (!scope.isEmpty()) {
            fields.put("scope", scope);
        }
        return token("common", fields);
    }

    /** For itself, without a user. */
    Reply alone(String tenant, String scope) {
        var fields = new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "scope", scope));
        fields.putAll(credentials());
        return token(tenant, fields);
    }

    Reply token(String tenant, Map<String, String> fields, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.address() + "/" + tenant + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Browser.encode(fields)));
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    Reply get(String path, String... headers) {
        var request = HttpRequest.newBuilder(sandbox.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Reply post(String path, String json) {
        return send(HttpRequest.newBuilder(sandbox.address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    static Map<String, String> credentials() {
        return Map.of("client_id", Directory.CLIENT_ID, "client_secret", "sandbox-secret");
    }

    /** The claims of a JWT, unchecked. */
    static JsonNode claims(String jwt) {
        return JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
    }

    static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Reply send(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
