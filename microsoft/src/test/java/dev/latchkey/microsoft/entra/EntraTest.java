package dev.latchkey.microsoft.entra;

import static dev.latchkey.microsoft.entra.SimulatedEntra.KEY;
import static dev.latchkey.microsoft.entra.SimulatedEntra.redemption;
import static dev.latchkey.microsoft.entra.SimulatedEntra.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.microsoft.AccessToken;
import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.microsoft.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EntraTest {

    private static final URI CALLBACK = URI.create("http://localhost:8080/callback?x=1");
    // RFC 7636 appendix B
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final SimulatedEntra microsoft = new SimulatedEntra();

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void authorizeAsksForACodeWithEverythingThatProtectsIt() {
        var url = microsoft.entra.authorizeUrl(authorize(null, ResponseMode.FORM_POST));

        assertThat(url.getPath()).isEqualTo("/organizations/oauth2/v2.0/authorize");
        var query = ScriptedServer.parameters(url.getRawQuery());
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", SimulatedEntra.CLIENT)
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsEntry("response_mode", "form_post")
                .containsEntry("scope", "Mail.Send User.Read openid profile offline_access")
                .containsEntry("state", "state-1")
                .containsEntry("nonce", "nonce-1")
                .containsEntry("code_challenge", CHALLENGE)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("prompt", "select_account")
                .doesNotContainKey("login_hint");
    }

    @Test
    void aLoginHintTakesThePlaceOfTheAccountPicker() {
        var query = ScriptedServer.parameters(microsoft
                .entra
                .authorizeUrl(authorize("adele+x@contoso.example", ResponseMode.QUERY))
                .getRawQuery());

        assertThat(query)
                .containsEntry("login_hint", "adele+x@contoso.example")
                .containsEntry("response_mode", "query")
                .doesNotContainKey("prompt");
    }

    @Test
    void adminConsentGoesToOrganizationsWhereTheTenantIsUnknown() {
        var url = microsoft.entra.adminConsentUrl("", Set.of("Mail.Send"), CALLBACK, "state 1");

        assertThat(url.getPath()).isEqualTo("/organizations/v2.0/adminconsent");
        assertThat(ScriptedServer.parameters(url.getRawQuery()))
                .isEqualTo(Map.of(
                        "client_id",
                        SimulatedEntra.CLIENT,
                        "scope",
                        "Mail.Send openid profile offline_access",
                        "redirect_uri",
                        CALLBACK.toString(),
                        "state",
                        "state 1"));
        assertThat(microsoft.entra.adminConsentUrl("common", Set.of(), CALLBACK, "s"))
                .hasPath("/organizations/v2.0/adminconsent");
        assertThat(microsoft.entra.adminConsentUrl("contoso.example", Set.of(), CALLBACK, "s"))
                .hasPath("/contoso.example/v2.0/adminconsent");
    }

    @Test
    void aTenantCannotLeaveItsPlaceInThePath() {
        for (var tenant : List.of("../x", "a/b", "a?b", "", "a b", ".")) {
            assertThatThrownBy(() -> microsoft.entra.refresh(tenant, new RefreshToken("r"), Set.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aCodeIsRedeemedWithItsVerifierAndSecret() {
        var reply = microsoft.redeem(sign(microsoft.claims().build(), KEY));

        assertThat(reply).isInstanceOfSatisfying(TokenReply.Granted.class, granted -> {
            assertThat(granted.accessToken()).isEqualTo(new AccessToken("access-1"));
            assertThat(granted.refreshToken()).isEqualTo(new RefreshToken("refresh-1"));
            assertThat(granted.expiresAt()).isEqualTo(microsoft.clock.instant().plusSeconds(3599));
            assertThat(granted.scopes()).containsExactlyInAnyOrder("Mail.Send", "User.Read", "openid", "profile");
            assertThat(granted.toString()).doesNotContain("access-1").doesNotContain("refresh-1");
        });
        assertThat(microsoft.server.lastAsked().path()).isEqualTo("/organizations/oauth2/v2.0/token");
        assertThat(microsoft.server.lastAsked().form())
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "code-1")
                .containsEntry("redirect_uri", "http://localhost:8080/callback")
                .containsEntry("code_verifier", "v".repeat(43))
                .containsEntry("client_id", SimulatedEntra.CLIENT)
                .containsEntry("client_secret", "s3cret+&")
                .containsEntry("scope", "Mail.Send User.Read openid profile offline_access");
    }

    @Test
    void aCodeIsNotSpentWhileTheKeysCannotBeHad() {
        microsoft.server.answer(500, "<html>");

        assertThat(microsoft.entra.redeem(redemption("contoso.example"))).isInstanceOf(TokenReply.Unreachable.class);
        assertThat(microsoft.server.asked()).hasSize(1);
    }

    @Test
    void redeemingWithoutAnIdTokenIsNotTrusted() {
        microsoft.server.answer(200, "{\"access_token\":\"a\",\"expires_in\":10}");

        assertThat(microsoft.entra.redeem(redemption("organizations")))
                .isEqualTo(new TokenReply.Untrusted("no id_token came"));
    }

    @Test
    void aTokenOfAnotherTenantThanTheOneAskedIsNotTrusted() {
        var asked = "bbbbbbbb-0000-4000-8000-000000000001";
        microsoft.server.answer(200, keys());
        microsoft.server.answer(
                200,
                "{\"access_token\":\"a\",\"id_token\":\""
                        + sign(microsoft.claims().build(), KEY) + "\"}");

        assertThat(microsoft.entra.redeem(redemption(asked)))
                .isEqualTo(new TokenReply.Untrusted("the id_token is of another tenant"));
    }

    @Test
    void aRefreshNeedsNoSigningKeys() {
        microsoft.server.answer(
                200, "{\"access_token\":\"a-2\",\"refresh_token\":\"r-2\",\"expires_in\":\"4000\",\"id_token\":\"x\"}");

        assertThat(microsoft.entra.refresh(
                        SimulatedEntra.TENANT, new RefreshToken("r-1"), Set.of("https://outlook.office.com/SMTP.Send")))
                .isEqualTo(new TokenReply.Granted(
                        new AccessToken("a-2"),
                        microsoft.clock.instant().plusSeconds(4000),
                        new RefreshToken("r-2"),
                        Scopes.parse("SMTP.Send offline_access"),
                        null));
        assertThat(microsoft.server.asked()).hasSize(1);
        assertThat(microsoft.server.lastAsked().form())
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "r-1")
                .containsEntry("scope", "https://outlook.office.com/SMTP.Send offline_access");
    }

    @Test
    void aRefreshThatAsksWhoItIsChecksTheAnswer() {
        microsoft.server.answer(200, "{\"access_token\":\"a\",\"id_token\":\"x.y.z\"}");

        assertThat(microsoft.entra.refresh("organizations", new RefreshToken("r"), Set.of("openid", "Mail.Send")))
                .isInstanceOf(TokenReply.Untrusted.class);
    }

    @Test
    void missingAndAbsurdLifetimesAreShort() {
        microsoft
                .server
                .answer(200, "{\"access_token\":\"a\"}")
                .answer(200, "{\"access_token\":\"a\",\"expires_in\":-5}")
                .answer(200, "{\"access_token\":\"a\",\"expires_in\":9e99}");

        assertThat(lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(lifetime()).isEqualTo(Duration.ZERO);
        assertThat(lifetime()).isLessThanOrEqualTo(Duration.ofDays(2));
    }

    private Duration lifetime() {
        return switch (microsoft.entra.refresh("organizations", new RefreshToken("r"), Set.of())) {
            case TokenReply.Granted granted -> Duration.between(microsoft.clock.instant(), granted.expiresAt());
            case TokenReply other -> throw new AssertionError(other);
        };
    }

    private String keys() {
        return "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}";
    }

    private static AuthorizeRequest authorize(@Nullable String loginHint, ResponseMode mode) {
        return new AuthorizeRequest(
                "organizations",
                Set.of("User.Read", "Mail.Send"),
                CALLBACK,
                "state-1",
                "nonce-1",
                VERIFIER,
                loginHint,
                false,
                mode);
    }
}
