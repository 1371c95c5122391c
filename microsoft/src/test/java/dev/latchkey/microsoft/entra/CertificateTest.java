package dev.latchkey.microsoft.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.microsoft.RefreshToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CertificateTest {

    @TempDir
    static Path folder;

    private static String key = "";
    private static String certificate = "";

    // the JDK makes certificates by its keytool only
    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var arguments =
                "-genkeypair -keyalg RSA -keysize 2048 -alias app -dname CN=latchkey-test -storepass changeit -keystore";
        var command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(arguments.split(" ")));
        command.add(store.toString());
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        key = pem("PRIVATE KEY", keys.getKey("app", "changeit".toCharArray()).getEncoded());
        certificate = pem("CERTIFICATE", keys.getCertificate("app").getEncoded());
    }

    @Test
    void aPemFileIsReadInEitherOrder() throws IOException {
        for (var pem : List.of(key + certificate, certificate + "Bag Attributes\n" + key)) {
            var loaded = Certificate.load(Files.writeString(folder.resolve("app.pem"), pem));

            assertThat(loaded.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=latchkey-test");
            assertThat(loaded.toString()).doesNotContain("RSA").contains("latchkey-test");
        }
    }

    @Test
    void whatIsMissingOrDoesNotBelongTogetherIsSaid() throws NoSuchAlgorithmException {
        refused(certificate, "private key");
        refused(key, "certificate");
        refused(key.replace("BEGIN PRIVATE", "BEGIN RSA PRIVATE") + certificate, "openssl pkcs8");
        var other = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        refused(pem("PRIVATE KEY", other.getEncoded()) + certificate, "does not belong");
        refused(key.replace("MII", "AAA") + certificate, "broken");
    }

    @Test
    void theAssertionIsSignedWithPs256AndNamesTheCertificate()
            throws ParseException, JOSEException, NoSuchAlgorithmException, CertificateEncodingException {
        var credential = Certificate.parse(key + certificate);
        try (var microsoft = new SimulatedEntra(credential)) {
            microsoft.server.answer(400, "{\"error\":\"invalid_grant\"}");
            microsoft.entra.refresh("organizations", new RefreshToken("r"), Set.of("Mail.Send"));

            var form = microsoft.server.lastAsked().form();
            assertThat(form)
                    .containsEntry("client_id", SimulatedEntra.CLIENT)
                    .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .doesNotContainKey("client_secret");
            var assertion = SignedJWT.parse(form.get("client_assertion"));
            assertThat(assertion.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(credential.certificate().getEncoded());
            assertThat(assertion.getHeader().getX509CertSHA256Thumbprint())
                    .hasToString(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
            assertThat(assertion.verify(new RSASSAVerifier(
                            (RSAPublicKey) credential.certificate().getPublicKey())))
                    .isTrue();
            var claims = assertion.getJWTClaimsSet();
            assertThat(claims.getIssuer()).isEqualTo(SimulatedEntra.CLIENT).isEqualTo(claims.getSubject());
            assertThat(claims.getAudience())
                    .containsExactly(microsoft.server.cloud().login() + "/organizations/oauth2/v2.0/token");
            assertThat(claims.getJWTID()).isNotBlank();
            assertThat(claims.getExpirationTime().toInstant())
                    .isEqualTo(microsoft.clock.instant().plus(Duration.ofMinutes(5)));
        }
    }

    private static void refused(String pem, String why) {
        assertThatThrownBy(() -> Certificate.parse(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
