package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DiscoveryTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void aTenantsIssuerCarriesItsId() {
        var tenant = microsoft.sandbox().directory().tenant("contoso.example").orElseThrow();

        var app = new App(microsoft.sandbox());
        var document = app.get("/contoso.example/v2.0/.well-known/openid-configuration")
                .body();
        var anyones =
                app.get("/organizations/v2.0/.well-known/openid-configuration").body();

        assertThat(anyones.path("issuer").asString())
                .isEqualTo(microsoft.sandbox().address() + "/{tenantid}/v2.0");

        assertThat(document.path("issuer").asString())
                .isEqualTo(microsoft.sandbox().address() + "/" + tenant.id() + "/v2.0");
    }

    @Test
    void anUnknownTenantIsAnError() {
        var reply = new App(microsoft.sandbox()).get("/nowhere.example/v2.0/.well-known/openid-configuration");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(90002);
    }

    @Test
    void thePublishedKeyChecksAnIdToken() throws Exception {
        var app = new App(microsoft.sandbox());
        var token = app.redeem(app.code("adele@adventure-works.example", App.SEND), Map.of())
                .text("id_token");

        var key = app.get("/common/discovery/v2.0/keys").body().path("keys").path(0);

        assertThat(key.path("use").asString()).isEqualTo("sig");
        assertThat(key.path("issuer").asString()).isEqualTo(microsoft.sandbox().address() + "/{tenantid}/v2.0");
        var certificate = X509CertUtils.parse(
                Base64.getDecoder().decode(key.path("x5c").path(0).asString()));
        assertThat(certificate.getPublicKey())
                .isEqualTo(RSAKey.parse(key.toString()).toPublicKey());
        assertThat(key.path("x5t").asString())
                .isEqualTo(Base64URL.encode(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()))
                        .toString())
                .isEqualTo(key.path("kid").asString());
        var parsed = SignedJWT.parse(token);
        assertThat(parsed.getHeader().getKeyID()).isEqualTo(key.path("kid").asString());
        assertThat(parsed.verify(new RSASSAVerifier(RSAKey.parse(key.toString()))))
                .isTrue();
    }

    @Test
    void userInfoTakesAGraphTokenAndNamesTheSameSubject() {
        var app = new App(microsoft.sandbox());
        var tokens = app.redeem(app.code("adele@adventure-works.example", App.SEND), Map.of());

        var info = app.get("/oidc/userinfo", "Authorization", "Bearer " + tokens.text("access_token"));

        assertThat(info.status()).isEqualTo(200);
        assertThat(info.text("email")).isEqualTo("adele@adventure-works.example");
        assertThat(info.text("sub"))
                .isEqualTo(App.claims(tokens.text("id_token")).path("sub").asString());
        assertThat(app.get("/oidc/userinfo", "Authorization", "Bearer " + tokens.text("id_token"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void instanceDiscoveryKnowsMicrosoftsHostsAndItself() {
        var app = new App(microsoft.sandbox());
        var path = "/common/discovery/instance?api-version=1.1&authorization_endpoint=";

        var global = app.get(path + "https://login.microsoftonline.com/common/oauth2/v2.0/authorize");
        var itself = app.get(path + microsoft.sandbox().address() + "/common/oauth2/v2.0/authorize");
        var unknown = app.get(path + "https://login.example/common/oauth2/v2.0/authorize");

        assertThat(global.body().path("metadata").path(0).path("aliases").toString())
                .contains("login.windows.net");
        assertThat(itself.status()).isEqualTo(200);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("error")).isEqualTo("invalid_instance");
    }
}
