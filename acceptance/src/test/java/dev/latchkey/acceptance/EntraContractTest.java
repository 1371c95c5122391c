package dev.latchkey.acceptance;

import static dev.latchkey.acceptance.MicrosoftContract.APPLICATION;
import static dev.latchkey.acceptance.MicrosoftContract.CALLBACK;
import static dev.latchkey.acceptance.MicrosoftContract.SEND_AND_READ;
import static dev.latchkey.acceptance.MicrosoftContract.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.RefreshToken;
import dev.latchkey.microsoft.entra.AdminConsentReply;
import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.AuthorizationReply;
import dev.latchkey.microsoft.entra.Certificate;
import dev.latchkey.microsoft.entra.ClientSecret;
import dev.latchkey.microsoft.entra.Entra;
import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.microsoft.entra.Identity;
import dev.latchkey.microsoft.entra.ResponseMode;
import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Our client and the sandbox's Entra ID were written apart from each other, by the same specification. */
@Timeout(30)
class EntraContractTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private MicrosoftContract microsoft = new MicrosoftContract(SANDBOX.sandbox());

    @BeforeEach
    void newApplication() {
        microsoft = new MicrosoftContract(SANDBOX.sandbox());
    }

    @Test
    void aMemberSignsInAndTheIdentityIsBelieved() {
        var user = SANDBOX.sandbox().directory().userByAddress(ADELE).orElseThrow();

        var granted = microsoft.connect(ADELE, SEND_AND_READ);

        assertThat(granted.identity())
                .isEqualTo(new Identity(user.tenantId(), user.objectId(), ADELE, user.displayName()));
        assertThat(Scopes.missing(SEND_AND_READ, granted.scopes())).isEmpty();
        assertThat(granted.refreshToken()).isNotNull();
        assertThat(granted.expiresAt())
                .isBetween(
                        SANDBOX.sandbox().clock().instant().plus(Duration.ofMinutes(55)),
                        SANDBOX.sandbox().clock().instant().plus(Duration.ofMinutes(95)));
        assertThat(SANDBOX.sandbox().accessTokens().check(granted.accessToken().value()))
                .hasValueSatisfying(caller -> assertThat(caller.objectId()).isEqualTo(user.objectId()));
    }

    @Test
    void theAnswerCanComeAsAFormPost() {
        var browser = microsoft.browser();
        var page = browser.signIn(microsoft.authorizeUrl(SEND_AND_READ, ResponseMode.FORM_POST), ADELE);
        var form = browser.submit(browser.submit(page, Map.of("answer", "accept")), Map.of());

        assertThat(form.address()).isEqualTo(CALLBACK);
        assertThat(AuthorizationReply.parse(form.atApplication()))
                .isInstanceOfSatisfying(
                        AuthorizationReply.Code.class,
                        code -> assertThat(code.state()).isEqualTo("the state & more"));
    }

    @Test
    void aDeclinedConsentComesBackWithItsNumber() {
        var browser = microsoft.browser();
        var page = browser.signIn(microsoft.authorizeUrl(SEND_AND_READ, ResponseMode.QUERY), ADELE);
        var back = browser.submit(page, Map.of("answer", "cancel"));

        assertThat(AuthorizationReply.parse(back.atApplication()))
                .isInstanceOfSatisfying(AuthorizationReply.Refused.class, refused -> {
                    assertThat(refused.error().error()).isEqualTo("access_denied");
                    assertThat(refused.error().codes()).containsExactly(65004);
                    assertThat(refused.error().correlationId()).isNotNull();
                    assertThat(refused.error().traceId()).isNotNull();
                    assertThat(refused.error().timestamp()).isNotNull();
                });
    }

    @Test
    void aRefreshTokenRenewsAndIsReplaced() {
        var first = microsoft.connect(ADELE, SEND_AND_READ);
        var old = Objects.requireNonNull(first.refreshToken());
        var tenant = Objects.requireNonNull(first.identity()).tenantId();

        var second = granted(microsoft.entra.refresh(tenant, old, SEND_AND_READ));
        var withIdentity = granted(microsoft.entra.refresh(tenant, old, Set.of("openid", "profile", "Mail.Send")));

        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(second.refreshToken()).isNotNull().isNotEqualTo(old);
        assertThat(withIdentity.identity()).isEqualTo(first.identity());
    }

    @Test
    void refusalsOfTheTokenEndpointAreRead() {
        var granted = microsoft.connect(ADELE, SEND_AND_READ);
        var refresh = Objects.requireNonNull(granted.refreshToken());
        var stranger = new Entra(
                microsoft.cloud,
                new AppRegistration(APPLICATION.clientId(), new ClientSecret("not it")),
                SANDBOX.sandbox().clock());

        assertThat(refusal(microsoft.redeem("no-such-code", SEND_AND_READ)).error())
                .isEqualTo("invalid_grant");
        assertThat(refusal(microsoft.entra.refresh("organizations", new RefreshToken("none"), SEND_AND_READ))
                        .error())
                .isEqualTo("invalid_grant");
        var secret = refusal(stranger.refresh("organizations", refresh, SEND_AND_READ));
        assertThat(secret.error()).isEqualTo("invalid_client");
        assertThat(secret.codes()).containsExactly(7000215);
        assertThat(secret.correlationId()).isNotNull();
        var unconsented = refusal(
                microsoft.entra.refresh("organizations", refresh, Set.of("https://outlook.office.com/SMTP.Send")));
        assertThat(unconsented.suberror()).isEqualTo("consent_required");
        assertThat(unconsented.codes()).containsExactly(65001);
    }

    @Test
    void aCertificateProvesTheApplicationAsWellAsASecret(@TempDir Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        var refreshToken =
                Objects.requireNonNull(microsoft.connect(ADELE, SEND_AND_READ).refreshToken());
        var certificate = TestCertificate.make(folder);
        var application = new Entra(
                microsoft.cloud,
                new AppRegistration(APPLICATION.clientId(), certificate),
                SANDBOX.sandbox().clock());

        var before = application.refresh("organizations", refreshToken, SEND_AND_READ);
        register(certificate);
        var after = application.refresh("organizations", refreshToken, SEND_AND_READ);

        assertThat(refusal(before).error()).isEqualTo("invalid_client");
        assertThat(after).isInstanceOf(TokenReply.Granted.class);
    }

    private static void register(Certificate certificate) throws CertificateEncodingException {
        var directory = SANDBOX.sandbox().directory();
        var der = Base64.getEncoder().encodeToString(certificate.certificate().getEncoded());
        directory.change(directory.application(), Map.of("secrets", List.of(), "certificates", List.of(der)));
    }

    @Test
    void aCodeIsGoodOnce() {
        var browser = microsoft.browser();
        var page = browser.signIn(microsoft.authorizeUrl(SEND_AND_READ, ResponseMode.QUERY), ADELE);
        var code =
                browser.submit(page, Map.of("answer", "accept")).atApplication().getOrDefault("code", "");

        assertThat(microsoft.redeem(code, SEND_AND_READ)).isInstanceOf(TokenReply.Granted.class);
        assertThat(refusal(microsoft.redeem(code, SEND_AND_READ)).codes()).containsExactly(54005);
    }

    @Test
    void aCodeIsGoodForTenMinutes() {
        var browser = microsoft.browser();
        var page = browser.signIn(microsoft.authorizeUrl(SEND_AND_READ, ResponseMode.QUERY), ADELE);
        var code =
                browser.submit(page, Map.of("answer", "accept")).atApplication().getOrDefault("code", "");

        SANDBOX.sandbox().clock().move(Duration.ofMinutes(11));

        assertThat(refusal(microsoft.redeem(code, SEND_AND_READ)).error()).isEqualTo("invalid_grant");
    }

    @Test
    void afterAnAdministratorsConsentAMemberIsAskedNothing() {
        var stopped = microsoft.browser().signIn(microsoft.authorizeUrl(SEND_AND_READ, ResponseMode.QUERY), ALEX);
        assertThat(stopped.html()).contains("Approval required");

        var administrator = microsoft.browser();
        var url = microsoft.entra.adminConsentUrl("contoso.example", SEND_AND_READ, CALLBACK, "s-1");
        var back = administrator.submit(administrator.signIn(url, "admin@contoso.example"), Map.of("answer", "accept"));

        var tenant = SANDBOX.sandbox().directory().tenant("contoso.example").orElseThrow();
        assertThat(AdminConsentReply.parse(back.atApplication()))
                .isInstanceOfSatisfying(AdminConsentReply.Granted.class, granted -> {
                    assertThat(granted.state()).isEqualTo("s-1");
                    assertThat(granted.tenant()).isEqualTo(tenant.id());
                    assertThat(Scopes.missing(SEND_AND_READ, granted.scopes())).isEmpty();
                });
        var member = microsoft.browser().signIn(microsoft.authorizeUrl(SEND_AND_READ, ResponseMode.QUERY), ALEX);
        assertThat(AuthorizationReply.parse(member.atApplication())).isInstanceOf(AuthorizationReply.Code.class);
    }

    @Test
    void anAdministratorWhoCancelsIsARefusal() {
        var administrator = microsoft.browser();
        var url = microsoft.entra.adminConsentUrl("", SEND_AND_READ, CALLBACK, "s-1");
        var back = administrator.submit(administrator.signIn(url, "admin@contoso.example"), Map.of("answer", "cancel"));

        assertThat(AdminConsentReply.parse(back.atApplication()))
                .isInstanceOfSatisfying(
                        AdminConsentReply.Refused.class,
                        refused -> assertThat(refused.error().codes()).containsExactly(65004));
    }

    private static EntraError refusal(TokenReply reply) {
        return switch (reply) {
            case TokenReply.Refused(var error) -> error;
            default -> throw new AssertionError(reply);
        };
    }
}
