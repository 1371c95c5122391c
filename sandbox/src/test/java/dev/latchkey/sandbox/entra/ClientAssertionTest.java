package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ClientAssertionTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @TempDir
    static Path folder;

    private static PrivateKey key;
    private static byte[] certificate;

    private App app;

    @BeforeAll
    static void aCertificate() throws Exception {
        var store = folder.resolve("app.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "app",
                        "-dname",
                        "CN=app",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(made).isZero();
        var keys = load(store);
        key = (PrivateKey) keys.getKey("app", "changeit".toCharArray());
        certificate = keys.getCertificate("app").getEncoded();
    }

    private static KeyStore load(Path store) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return keys;
    }

    @BeforeEach
    void theCertificateIsRegistered() {
        app = new App(microsoft.sandbox());
        var directory = microsoft.sandbox().directory();
        directory.change(
                directory.application(),
                Map.of("certificates", List.of(Base64.getEncoder().encodeToString(certificate))));
    }

    @Test
    void eitherThumbprintIsAcceptedPaddedOrNot() throws Exception {
        var sha256 = thumbprint("SHA-256");
        var sha1 = thumbprint("SHA-1");
        var plain = Base64.getUrlEncoder().withoutPadding();
        var padded = Base64.getUrlEncoder();

        assertThat(redeem(assertion(JWSAlgorithm.PS256, "x5t#S256", plain.encodeToString(sha256), 300))
                        .status())
                .isEqualTo(200);
        assertThat(redeem(assertion(JWSAlgorithm.RS256, "x5t#S256", padded.encodeToString(sha256), 300))
                        .status())
                .isEqualTo(200);
        assertThat(redeem(assertion(JWSAlgorithm.RS256, "x5t", plain.encodeToString(sha1), 300))
                        .status())
                .isEqualTo(200);
        assertThat(redeem(assertion(JWSAlgorithm.RS256, "x5t", padded.encodeToString(sha1), 300))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownCertificateAndAnExpiredAssertionAreUnauthorized() throws Exception {
        var good = Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint("SHA-256"));
        var unknown = redeem(assertion(JWSAlgorithm.PS256, "x5t#S256", "unknown", 300));
        var expired = redeem(assertion(JWSAlgorithm.PS256, "x5t#S256", good, -3600));
        var malformed = redeem("not.a.jwt");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.code()).isEqualTo(700027);
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.code()).isEqualTo(50013);
        assertThat(malformed.code()).isEqualTo(50027);
    }

    private App.Reply redeem(String assertion) {
        return app.redeem(
                app.code("adele@adventure-works.example", App.SEND),
                Map.of(
                        "client_secret",
                        "",
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion));
    }

    private static String assertion(JWSAlgorithm algorithm, String member, String thumbprint, int seconds)
            throws Exception {
        var json = Map.<String, Object>of("alg", algorithm.getName(), "typ", "JWT", member, thumbprint);
        var now = Instant.now();
        var token = new SignedJWT(
                JWSHeader.parse(json),
                new JWTClaimsSet.Builder()
                        .audience(microsoft.sandbox().address() + "/common/oauth2/v2.0/token")
                        .issuer(Directory.CLIENT_ID)
                        .subject(Directory.CLIENT_ID)
                        .expirationTime(Date.from(now.plusSeconds(seconds)))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static byte[] thumbprint(String algorithm) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(certificate);
    }
}
