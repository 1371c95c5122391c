package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DiscoveryTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    @Test
    void theConfigurationHasTheFieldsThatMicrosoftDocuments() {
        var app = new App(microsoft.sandbox());

        var document =
                app.get("/organizations/v2.0/.well-known/openid-configuration").body();

        assertThat(document.propertyNames())
                .containsExactly(
                        "token_endpoint",
                        "token_endpoint_auth_methods_supported",
                        "jwks_uri",
                        "response_modes_supported",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported",
                        "response_types_supported",
                        "scopes_supported",
                        "issuer",
                        "request_uri_parameter_supported",
                        "userinfo_endpoint",
                        "authorization_endpoint",
                        "device_authorization_endpoint",
                        "http_logout_supported",
                        "frontchannel_logout_supported",
                        "end_session_endpoint",
                        "claims_supported",
                        "tenant_region_scope",
                        "cloud_instance_name",
                        "cloud_graph_host_name",
                        "msgraph_host",
                        "rbac_url");
        assertThat(document.path("issuer").asString())
                .isEqualTo(microsoft.sandbox().address() + "/{tenantid}/v2.0");
    }

    @Test
    void aTenantsIssuerCarriesItsId() {
        var tenant = microsoft.sandbox().directory().tenant("contoso.example").orElseThrow();

        var document = new App(microsoft.sandbox())
                .get("/contoso.example/v2.0/.well-known/openid-configuration")
                .body();

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
        assertThat(key.has("d")).isFalse();
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
