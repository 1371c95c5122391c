package dev.latchkey.sandbox.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox over https, as a client sees it that trusts its certificate authority or does not. */
class HttpsTest {

    @Test
    void whoTrustsTheAuthorityIsServedAtEachNameOfThisMachine() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests().withHttps())) {
            var address = sandbox.httpsAddress().orElseThrow();
            var client = trusting(sandbox.certificates().pem());
            for (var host : new String[] {"localhost", "127.0.0.1"}) {
                var origin = "https://" + host + ":" + address.getPort();

                var discovery = get(client, URI.create(origin + "/common/v2.0/.well-known/openid-configuration"));

                assertThat(discovery.statusCode()).isEqualTo(200);
                assertThat(discovery.body())
                        .contains(
                                "\"token_endpoint\":\"" + origin + "/common/oauth2/v2.0/token\"",
                                "\"issuer\":\"" + origin + "/{tenantid}/v2.0\"");
            }
        }
    }

    @Test
    void whoDoesNotTrustItIsNotServed() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests().withHttps());
                var client = HttpClient.newHttpClient()) {
            var address = sandbox.httpsAddress().orElseThrow();

            assertThatThrownBy(() -> get(client, address)).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void withoutHttpsThereIsNoAddress() {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests())) {
            assertThat(sandbox.httpsAddress()).isEmpty();
        }
    }

    @Test
    void theAuthorityOfAFolderStaysAndItsKeyIsForItsOwnerOnly(@TempDir Path folder) throws IOException {
        var first = CertificateAuthority.beside(folder.resolve("sandbox.mv"));
        var second = CertificateAuthority.beside(folder.resolve("sandbox.mv"));

        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(Files.readString(folder.resolve("sandbox-ca.pem"))).isEqualTo(first.pem());
        assertThat(Files.getPosixFilePermissions(folder.resolve("sandbox-ca.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThatCode(() -> second.vouchForServer()
                        .chain()
                        .getFirst()
                        .verify(first.certificate().getPublicKey()))
                .doesNotThrowAnyException();
    }

    private static HttpClient trusting(String pem) throws Exception {
        var authority = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("sandbox", authority);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
