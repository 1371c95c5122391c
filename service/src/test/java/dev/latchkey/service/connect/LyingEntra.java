package dev.latchkey.service.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.service.db.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An authority with a true key, whose id_tokens say whatever the test wants. */
final class LyingEntra implements AutoCloseable {

    static final String TENANT = "aaaaaaaa-0000-4000-8000-000000000001";

    private final HttpServer server;
    private final KeyPair published = key();
    private final KeyPair secret = key();
    private Map<String, Object> claims = Map.of();
    private boolean byUnknownKey;

    LyingEntra() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What a true id_token for that request holds. */
    Map<String, Object> truth(String clientId, String nonce) {
        var now = Instant.now().getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss",
                address() + "/" + TENANT + "/v2.0",
                "tid",
                TENANT,
                "oid",
                "bbbbbbbb-0000-4000-8000-000000000001",
                "aud",
                clientId,
                "nonce",
                nonce,
                "preferred_username",
                "adele@contoso.example",
                "nbf",
                now,
                "exp",
                now + 3600));
    }

    /** What it says from now on. */
    void says(Map<String, Object> told, boolean signedByAnother) {
        claims = told;
        byUnknownKey = signedByAnother;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = Json.write(path.endsWith("/keys") ? keys() : path.endsWith("/token") ? tokens() : Map.of())
                .getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Map<String, Object> tokens() {
        return Map.of(
                "token_type", "Bearer",
                "scope", "Mail.Send User.Read openid profile",
                "expires_in", 3599,
                "access_token", "access",
                "refresh_token", "refresh",
                "id_token", idToken());
    }

    private Map<String, Object> keys() {
        var key = (RSAPublicKey) published.getPublic();
        return Map.of(
                "keys",
                List.of(Map.of(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "kid",
                        "one",
                        "n",
                        base64(unsigned(key.getModulus())),
                        "e",
                        base64(unsigned(key.getPublicExponent())),
                        "issuer",
                        address() + "/{tenantid}/v2.0")));
    }

    private String idToken() {
        var text = base64(Json.write(Map.of("alg", "RS256", "typ", "JWT", "kid", "one"))
                        .getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(Json.write(claims).getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign((byUnknownKey ? secret : published).getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair key() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
