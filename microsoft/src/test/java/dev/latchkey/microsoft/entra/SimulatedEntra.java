package dev.latchkey.microsoft.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.microsoft.ScriptedServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Set;

/** A scripted token endpoint with a true key of its own, and a clock that the test moves. */
final class SimulatedEntra implements AutoCloseable {

    static final String CLIENT = "11111111-aaaa-4bbb-8ccc-222222222222";
    static final String TENANT = "aaaaaaaa-0000-4000-8000-000000000001";
    static final String NONCE = "nonce-1";
    static final RSAKey KEY = key("kid-1");
    static final RSAKey OTHER_KEY = key("kid-2");

    private static final String KEYS = "/organizations/discovery/v2.0/keys";

    final ScriptedServer server = new ScriptedServer();
    final TestClock clock = new TestClock();
    final Entra entra;

    SimulatedEntra() {
        this(new ClientSecret("s3cret+&"));
    }

    SimulatedEntra(Credential credential) {
        this(new AppRegistration(CLIENT, credential));
    }

    SimulatedEntra(AppRegistration registration) {
        entra = new Entra(server.cloud(), registration, clock);
        publish(KEY, server.cloud().login() + "/{tenantid}/v2.0");
    }

    /** Beside that key, two that nobody can use. */
    void publish(RSAKey key, String issuer) {
        var published = key.toPublicJWK().toJSONObject();
        published.put("issuer", issuer);
        server.fixed(
                KEYS,
                "{\"keys\":[{\"kty\":\"new\",\"kid\":\"odd\"},{}," + JSONObjectUtils.toJSONString(published) + "]}");
    }

    long keyFetches() {
        return server.asked().stream()
                .filter(asked -> asked.path().equals(KEYS))
                .count();
    }

    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(server.cloud().login() + "/" + TENANT + "/v2.0")
                .audience(CLIENT)
                .subject("pairwise")
                .claim("tid", TENANT)
                .claim("oid", "oid-1")
                .claim("nonce", NONCE)
                .claim("preferred_username", "adele@contoso.example")
                .claim("name", "Adele")
                .issueTime(Date.from(clock.instant()))
                .notBeforeTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(Duration.ofHours(1))));
    }

    static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    TokenReply redeem(String idToken) {
        server.answer(200, """
                {"token_type":"Bearer","scope":"https://graph.microsoft.com/mail.send User.Read openid profile","expires_in":3599,
                 "ext_expires_in":3599,"access_token":"access-1","refresh_token":"refresh-1","id_token":"%s"}
                """.formatted(idToken));
        return entra.redeem(redemption("organizations"));
    }

    static Redemption redemption(String tenant) {
        return new Redemption(
                tenant,
                "code-1",
                URI.create("http://localhost:8080/callback"),
                "v".repeat(43),
                NONCE,
                Set.of("Mail.Send", "User.Read"));
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-11-20T10:00:00Z");

        void tick(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("one zone is enough");
        }
    }
}
