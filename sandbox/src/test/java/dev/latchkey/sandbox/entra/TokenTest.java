package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokenTest {

    private static final String ADELE = "adele@adventure-works.example";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final App app = new App(microsoft.sandbox());

    @Test
    void aCodeBecomesTokensForTheUserWhoSignedIn() {
        var adele = microsoft.sandbox().directory().userByAddress(ADELE).orElseThrow();

        var reply = app.redeem(app.code(ADELE, App.SEND), Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("token_type")).isEqualTo("Bearer");
        assertThat(reply.body().path("expires_in").asInt()).isBetween(3600, 5400);
        assertThat(reply.text("scope")).contains("User.Read", "Mail.Send").doesNotContain("offline_access");
        assertThat(reply.text("refresh_token")).isNotEmpty();
        assertThat(reply.body().has("client_info")).isFalse();
        assertThat(reply.response().headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        var caller = microsoft
                .sandbox()
                .accessTokens()
                .check(reply.text("access_token"))
                .orElseThrow();
        assertThat(caller.objectId()).isEqualTo(adele.objectId());
        assertThat(caller.audience()).isEqualTo(Resource.GRAPH.audience());
        var id = App.claims(reply.text("id_token"));
        assertThat(id.path("iss").asString())
                .isEqualTo(microsoft.sandbox().address() + "/" + adele.tenantId() + "/v2.0");
        assertThat(id.path("aud").asString()).isEqualTo(Directory.CLIENT_ID);
        assertThat(id.path("nonce").asString()).isEqualTo("the nonce");
        assertThat(id.path("oid").asString()).isEqualTo(adele.objectId());
        assertThat(id.path("tid").asString()).isEqualTo(adele.tenantId());
        assertThat(id.path("preferred_username").asString()).isEqualTo(ADELE);
        assertThat(microsoft.sandbox().accessTokens().check(reply.text("id_token")))
                .isEmpty();
    }

    @Test
    void clientInfoNamesTheHomeAccountWhenItIsAskedFor() {
        var reply = app.redeem(app.code(ADELE, App.SEND), Map.of("client_info", "1"));

        var json = new String(Base64.getUrlDecoder().decode(reply.text("client_info")), StandardCharsets.UTF_8);
        assertThat(json).contains("\"uid\"", "\"utid\"");
    }

    @Test
    void theLedgerRecordsEachTokenWithoutTheToken() {
        var reply = app.redeem(app.code(ADELE, App.SEND), Map.of());

        assertThat(microsoft.sandbox().ledger().after(0, 100))
                .extracting(Ledger.Entry::kind)
                .containsExactly("consent.granted", "token.issued");
        assertThat(microsoft.sandbox().ledger().after(0, 100).toString())
                .doesNotContain(reply.text("access_token"), reply.text("refresh_token"));
    }

    @Test
    void aCodeWorksOnce() {
        var code = app.code(ADELE, App.SEND);
        app.redeem(code, Map.of());

        var again = app.redeem(code, Map.of());

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("error")).isEqualTo("invalid_grant");
        assertThat(again.code()).isEqualTo(54005);
    }

    @Test
    void aCodeIsGoodForTenMinutes() {
        var code = app.code(ADELE, App.SEND);
        microsoft.sandbox().clock().move(Duration.ofMinutes(10).plusSeconds(5));

        assertThat(app.redeem(code, Map.of()).code()).isEqualTo(70008);
    }

    @Test
    void aWrongOrMissingVerifierIsRefusedAndTheCodeStaysGood() {
        var code = app.code(ADELE, App.SEND);

        assertThat(app.redeem(code, Map.of("code_verifier", "x".repeat(50))).code())
                .isEqualTo(501481);
        assertThat(app.redeem(code, Map.of("code_verifier", "")).code()).isEqualTo(501481);
        assertThat(app.redeem(code, Map.of("code_verifier", "short")).code()).isEqualTo(50147);
        assertThat(app.redeem(code, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aCodeBelongsToItsRedirectUriAndItsTenant() {
        var code = app.code(ADELE, App.SEND);

        assertThat(app.redeem(code, Map.of("redirect_uri", "http://localhost:9999/other"))
                        .code())
                .isEqualTo(50011);
        var fields = new java.util.HashMap<>(App.credentials());
        fields.putAll(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                App.REDIRECT_URI,
                "code_verifier",
                App.VERIFIER));
        assertThat(app.token("contoso.example", fields).code()).isEqualTo(700005);
        assertThat(app.token("nowhere.example", fields).code()).isEqualTo(90002);
    }

    @Test
    void anErrorCarriesEverythingThatEntraSends() {
        var reply = app.redeem("no code", Map.of());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().propertyNames())
                .containsExactly(
                        "error",
                        "error_description",
                        "error_codes",
                        "timestamp",
                        "trace_id",
                        "correlation_id",
                        "error_uri",
                        "suberror");
        assertThat(reply.text("error_description"))
                .startsWith("AADSTS9002313: ")
                .contains("Trace ID: " + reply.text("trace_id"), "Correlation ID: " + reply.text("correlation_id"));
        assertThat(reply.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
        assertThat(reply.response().headers().firstValue("x-ms-request-id")).contains(reply.text("trace_id"));
        assertThat(reply.response().headers().firstValue("x-ms-clitelem")).contains("1,9002313,0,,");
    }

    @Test
    void theClientsOwnRequestIdComesBack() {
        var id = "6c5f6b1e-9a5c-4f2e-8d1a-0c8a3b1f2e4d";

        var reply = app.token(
                "common",
                Map.of("grant_type", "refresh_token"),
                "client-request-id",
                id,
                "return-client-request-id",
                "true");

        assertThat(reply.text("correlation_id")).isEqualTo(id);
        assertThat(reply.response().headers().firstValue("client-request-id")).contains(id);
    }

    @Test
    void aWrongSecretIsUnauthorized() {
        var wrong = app.redeem("any", Map.of("client_secret", "wrong"));
        var none = app.redeem("any", Map.of("client_secret", ""));
        var stranger = app.redeem("any", Map.of("client_id", "22222222-0000-0000-0000-000000000000"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("error")).isEqualTo("invalid_client");
        assertThat(wrong.code()).isEqualTo(7000215);
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.code()).isEqualTo(7000218);
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.text("error")).isEqualTo("unauthorized_client");
        assertThat(stranger.code()).isEqualTo(700016);
    }

    @Test
    void theSecretMayComeAsBasic() {
        var basic = Base64.getEncoder()
                .encodeToString((Directory.CLIENT_ID + ":sandbox-secret").getBytes(StandardCharsets.US_ASCII));
        var fields = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                app.code(ADELE, App.SEND),
                "redirect_uri",
                App.REDIRECT_URI,
                "code_verifier",
                App.VERIFIER);

        assertThat(app.token("common", fields, "Authorization", "Basic " + basic)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aGuestHasAnotherObjectInTheOtherTenant() {
        var browser = new Browser(microsoft.sandbox().address());
        var page = browser.signIn(
                browser.open(App.authorize("woodgrove.example", App.SEND, Map.of())), "alex@fabrikam.example");
        var code = browser.submit(page, Map.of("answer", "accept")).parameter("code");

        var id = App.claims(app.redeem(code, Map.of()).text("id_token"));

        var home = microsoft
                .sandbox()
                .directory()
                .userByAddress("alex@fabrikam.example")
                .orElseThrow();
        assertThat(id.path("oid").asString()).isNotEqualTo(home.objectId());
        assertThat(id.path("tid").asString()).isNotEqualTo(home.tenantId());
        assertThat(id.path("preferred_username").asString()).isEqualTo("alex@fabrikam.example");
    }
}
