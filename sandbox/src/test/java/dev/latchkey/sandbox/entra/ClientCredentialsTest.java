package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp;
import dev.latchkey.sandbox.junit.SandboxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application has no application permissions; the errors are in {@code ErrorTableTest}. */
class ClientCredentialsTest {

    private static final String TENANT = "adventure-works.example";
    private static final String GRAPH = "https://graph.microsoft.com/.default";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final App app = new App(microsoft.sandbox());

    @Test
    void theApplicationGetsATokenWithoutRolesWhereItIsKnown() {
        assertThat(app.alone(TENANT, GRAPH).code()).isEqualTo(700016);
        app.code("adele@" + TENANT, App.SEND);

        var reply = app.alone(TENANT, GRAPH);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().propertyNames())
                .containsExactlyInAnyOrder("token_type", "expires_in", "ext_expires_in", "access_token");
        var claims = App.claims(reply.text("access_token"));
        assertThat(claims.path("idtyp").asString()).isEqualTo("app");
        assertThat(claims.path("appid").asString()).isEqualTo(Directory.CLIENT_ID);
        assertThat(claims.has("scp")).isFalse();
        assertThat(claims.has("roles")).isFalse();
    }

    @Test
    void graphLetsItDoNothing() {
        app.code("adele@" + TENANT, App.SEND);
        var mail = new MailApp(
                microsoft.sandbox().address(), app.alone(TENANT, GRAPH).text("access_token"));

        var me = mail.get("/me/messages");
        var adele = mail.get("/users/adele@" + TENANT + "/messages");

        assertThat(me.status()).isEqualTo(400);
        assertThat(me.text()).contains("/me request is only valid with delegated authentication flow.");
        assertThat(adele.status()).isEqualTo(403);
        assertThat(adele.code()).isEqualTo("ErrorAccessDenied");
        assertThat(mail.get("/users").status()).isEqualTo(403);
        assertThat(app.get(
                                "/oidc/userinfo",
                                "Authorization",
                                "Bearer " + app.alone(TENANT, GRAPH).text("access_token"))
                        .status())
                .isEqualTo(401);
    }
}
