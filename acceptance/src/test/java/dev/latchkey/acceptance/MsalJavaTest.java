package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.InteractionRequiredExceptionReason;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.client.SandboxClient;
import dev.latchkey.sandbox.entra.ConditionalAccessPolicy;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's own library for Java, unmodified, at the sandbox's Entra ID. */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MsalJavaTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final Set<String> SENDING = Set.of("User.Read", "Mail.Send");
    private static final Set<String> READING = Set.of("Mail.Read");

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests().withHttps());
    private final MsalJava msal = new MsalJava(sandbox, ADELE);

    @AfterAll
    void end() {
        sandbox.close();
    }

    @BeforeEach
    void theFirstDay() {
        sandbox.reset();
    }

    @Test
    void aCodeWithPkceBecomesATokenAndAnAccount() throws Exception {
        var user = sandbox.directory().userByAddress(ADELE).orElseThrow();

        var signedIn = msal.signIn(msal.application("sandbox-secret"), SENDING);

        assertThat(signedIn.account().username()).isEqualTo(ADELE);
        assertThat(signedIn.account().homeAccountId()).isEqualTo(user.objectId() + "." + user.tenantId());
        assertThat(signedIn.scopes()).contains("Mail.Send");
        assertThat(sandbox.accessTokens().check(signedIn.accessToken())).isPresent();
    }

    @Test
    void aTokenIsRenewedSilently() throws Exception {
        var application = msal.application("sandbox-secret");
        var first = msal.signIn(application, SENDING);

        var cached = msal.silently(application, first, SENDING, false);
        var renewed = msal.silently(application, first, SENDING, true);

        assertThat(cached.accessToken()).isEqualTo(first.accessToken());
        assertThat(renewed.accessToken()).isNotEqualTo(first.accessToken());
    }

    @Test
    void moreIsConsentedToLater() throws Exception {
        var application = msal.application("sandbox-secret");
        var first = msal.signIn(application, SENDING);

        var notYet = catchThrowable(() -> msal.silently(application, first, READING, false));
        var wider = msal.signIn(application, READING);
        var later = msal.silently(application, first, READING, false);

        assertThat(notYet).cause().isInstanceOfSatisfying(MsalInteractionRequiredException.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(InteractionRequiredExceptionReason.CONSENT_REQUIRED);
            assertThat(refusal.errorCode()).isEqualTo("invalid_grant");
        });
        assertThat(wider.scopes()).contains("Mail.Read", "Mail.Send");
        assertThat(later.accessToken()).isEqualTo(wider.accessToken());
    }

    @Test
    void aDisabledAccountNeedsAPerson() throws Exception {
        var application = msal.application("sandbox-secret");
        var first = msal.signIn(application, SENDING);
        var directory = sandbox.directory();
        directory.change(directory.userByAddress(ADELE).orElseThrow(), Map.of("accountEnabled", false));

        assertThat(catchThrowable(() -> msal.silently(application, first, SENDING, true)))
                .cause()
                .isInstanceOfSatisfying(MsalInteractionRequiredException.class, refusal -> {
                    assertThat(refusal.getMessage()).contains("AADSTS50057");
                    assertThat(refusal.correlationId()).isNotBlank();
                });
    }

    @Test
    void whatAPolicyWantsReachesTheApplicationAsClaims() throws Exception {
        var application = msal.application("sandbox-secret");
        var first = msal.signIn(application, SENDING);
        var directory = sandbox.directory();
        var policy = new ConditionalAccessPolicy(
                "mfa",
                "Second factor",
                ConditionalAccessPolicy.State.ON,
                Set.of(ConditionalAccessPolicy.Target.ALL),
                Set.of(),
                Set.of(),
                ConditionalAccessPolicy.ClientApps.ALL,
                ConditionalAccessPolicy.Network.ANY,
                ConditionalAccessPolicy.Control.MFA,
                null);
        directory.change(
                directory.tenant("adventure-works.example").orElseThrow(),
                Map.of("conditionalAccess", List.of(policy)));

        assertThat(catchThrowable(() -> msal.silently(application, first, SENDING, true)))
                .cause()
                .isInstanceOfSatisfying(MsalServiceException.class, refusal -> {
                    assertThat(refusal.getMessage()).contains("AADSTS50076");
                    assertThat(refusal.claims()).contains("access_token");
                });
    }

    @Test
    void whoIsThrottledIsToldForHowLong() throws Exception {
        var application = msal.application("sandbox-secret");
        var first = msal.signIn(application, SENDING);
        try (var microsoft = new SandboxClient(sandbox.address())) {
            microsoft.orderFault("""
                    {"service": "ENTRA", "path": "oauth2/v2.0/token", "status": 429, "retryAfter": 7, "times": 1}""");
        }

        assertThat(catchThrowable(() -> msal.silently(application, first, SENDING, true)))
                .cause()
                .isInstanceOfSatisfying(MsalServiceException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(429);
                    assertThat(refusal.headers().get("Retry-After")).containsExactly("7");
                });
    }

    @Test
    void aWrongSecretIsTheApplicationsFault() {
        assertThat(catchThrowable(() -> msal.signIn(msal.application("not it"), SENDING)))
                .cause()
                .isInstanceOfSatisfying(MsalServiceException.class, refusal -> {
                    assertThat(refusal).isNotInstanceOf(MsalInteractionRequiredException.class);
                    assertThat(refusal.errorCode()).isEqualTo("invalid_client");
                    assertThat(refusal.getMessage()).contains("AADSTS7000215");
                    assertThat(refusal.statusCode()).isEqualTo(401);
                });
    }

    @Test
    void aCertificateProvesTheApplication(@TempDir Path folder) throws Exception {
        var certificate = TestCertificate.make(folder);
        var directory = sandbox.directory();
        var der = Base64.getEncoder().encodeToString(certificate.certificate().getEncoded());
        directory.change(directory.application(), Map.of("secrets", List.of(), "certificates", List.of(der)));

        var credential = ClientCredentialFactory.createFromCertificate(certificate.key(), certificate.certificate());

        assertThat(msal.signIn(msal.application(credential, msal.authority()), SENDING)
                        .account()
                        .username())
                .isEqualTo(ADELE);
    }

    @Test
    void theAuthorityOfEveryOrganizationServesToo() throws Exception {
        var everybody = msal.application(
                ClientCredentialFactory.createFromSecret("sandbox-secret"), msal.origin() + "/organizations/");

        assertThat(msal.signIn(everybody, SENDING).account().username()).isEqualTo(ADELE);
    }
}
