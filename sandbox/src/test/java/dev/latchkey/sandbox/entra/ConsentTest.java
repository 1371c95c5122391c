package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.entra.Directory.CancelReply;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsentTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser browser;

    @BeforeEach
    void aBrowser() {
        browser = new Browser(microsoft.sandbox().address());
    }

    private Browser.Page ask(String address, String scope) {
        return browser.signIn(browser.open(App.authorize("common", scope, Map.of())), address);
    }

    @Test
    void whereUsersMayConsentThePromptSaysWhatIsAskedAndByWhom() {
        var page = ask("adele@adventure-works.example", App.READ);

        assertThat(page.html())
                .contains(
                        "Permissions requested",
                        "adele@adventure-works.example",
                        "Enginy AI",
                        "Genesy AI",
                        "verified",
                        "Read your mail",
                        "Maintain access to data you have given it access to")
                .doesNotContain("unverified", "Consent on behalf of your organization");
        var reply = browser.submit(page, Map.of("answer", "accept"));
        assertThat(reply.address().toString()).startsWith(App.REDIRECT_URI + "?code=");
        assertThat(reply.parameter("state")).isEqualTo("the state");
        assertThat(reply.parameters()).containsKey("session_state");
    }

    @Test
    void whatWasConsentedToIsNotAskedAgain() {
        App.accept(browser, "adele@adventure-works.example", App.READ);

        var again = browser.open(App.authorize("common", App.READ, Map.of()));
        var more = browser.open(App.authorize("common", App.READ + " Mail.Send", Map.of()));

        assertThat(again.parameter("code")).isNotEmpty();
        assertThat(more.html())
                .contains("Permissions requested", "Send mail as you")
                .doesNotContain("Read your mail");
    }

    @Test
    void microsoftManagedConsentLetsUsersAllowSendingButNotReading() {
        assertThat(ask("adele@contoso.example", App.SEND).html()).contains("Permissions requested");
        var reading = new Browser(microsoft.sandbox().address());
        assertThat(reading.signIn(reading.open(App.authorize("common", App.READ, Map.of())), "alex@contoso.example")
                        .html())
                .contains("Approval required", "Read your mail", "justification");
    }

    @Test
    void withoutUserConsentAndWorkflowAnAdministratorIsNeededAndTheAppHearsOnlyOfTheWayBack() {
        var page = ask("adele@fabrikam.example", "User.Read");

        assertThat(page.html())
                .contains(
                        "Need admin approval",
                        "Have an admin account? Sign in with that account",
                        "Return to the application without granting consent");
        var back = browser.submit(page, "/common/return", Map.of());
        assertThat(back.parameters())
                .containsEntry("error", "access_denied")
                .containsEntry("error_subcode", "cancel")
                .containsEntry("state", "the state")
                .doesNotContainKey("error_description");
    }

    @Test
    void anAdministratorCanSignInFromTheNeedAdminPageAndConsentForEveryone() {
        var page = browser.submit(ask("adele@fabrikam.example", App.READ), Map.of());

        var prompt = browser.signIn(page, "admin@fabrikam.example");
        assertThat(prompt.html()).contains("Consent on behalf of your organization");
        var reply = browser.submit(prompt, Map.of("answer", "accept", "everyone", "true"));

        assertThat(reply.parameter("code")).isNotEmpty();
        var adele = new Browser(microsoft.sandbox().address());
        assertThat(App.accept(adele, "adele@fabrikam.example", App.READ).parameter("code"))
                .isNotEmpty();
    }

    @Test
    void anAdministratorWhoDoesNotTickTheBoxConsentsForThemselvesOnly() {
        App.accept(browser, "admin@fabrikam.example", App.READ);

        var other = new Browser(microsoft.sandbox().address());
        var page = other.signIn(other.open(App.authorize("common", App.READ, Map.of())), "adele@fabrikam.example");

        assertThat(page.html()).contains("Need admin approval");
    }

    @Test
    void someoneWhoIsNoAdministratorCannotConsentForEveryoneByForgingTheBox() {
        var page = ask("adele@adventure-works.example", App.READ);
        browser.submit(page, Map.of("answer", "accept", "everyone", "true"));

        var other = new Browser(microsoft.sandbox().address());
        var prompt =
                other.signIn(other.open(App.authorize("common", App.READ, Map.of())), "alex@adventure-works.example");

        assertThat(prompt.html()).contains("Permissions requested");
    }

    @Test
    void verifiedPublishersMayBeAllowedLowImpactPermissionsOnly() {
        assertThat(ask("adele@tailspin.example", "openid profile User.Read").html())
                .contains("Permissions requested");
        var sending = new Browser(microsoft.sandbox().address());
        assertThat(sending.signIn(sending.open(App.authorize("common", App.SEND, Map.of())), "alex@tailspin.example")
                        .html())
                .contains("Need admin approval");
    }

    @Test
    void anUnverifiedPublisherIsRiskyAndNeedsAnAdministrator() {
        var directory = microsoft.sandbox().directory();
        directory.change(directory.application(), Map.of("publisherVerified", false));

        assertThat(ask("adele@adventure-works.example", App.SEND).html())
                .contains("Need admin approval", "unverified", "AADSTS900941");
    }

    @Test
    void promptConsentAsksAnAdministratorEvenForWhatIsGranted() {
        App.accept(browser, "adele@contoso.example", App.SEND);
        change("contoso.example", Map.of("userConsent", ConsentPolicy.NO_USER_CONSENT));

        var silent = browser.open(App.authorize("common", App.SEND, Map.of()));
        var forced = browser.open(App.authorize("common", App.SEND, Map.of("prompt", "consent")));

        assertThat(silent.parameter("code")).isNotEmpty();
        assertThat(forced.html()).contains("Approval required");
    }

    @Test
    void decliningIsReportedInEveryVariantThatWasSeen() {
        var expected = Map.of(
                CancelReply.ACCESS_DENIED, "access_denied",
                CancelReply.CONSENT_REQUIRED, "consent_required",
                CancelReply.SUBCODE, "access_denied");
        expected.forEach((variant, error) -> {
            var reply = decline(variant);
            assertThat(reply.parameter("error")).isEqualTo(error);
            assertThat(reply.parameter("state")).isEqualTo("the state");
            if (variant == CancelReply.SUBCODE) {
                assertThat(reply.parameter("error_subcode")).isEqualTo("cancel");
            } else {
                assertThat(reply.parameter("error_description")).startsWith("AADSTS65004: User declined");
                assertThat(reply.parameter("error_uri")).endsWith("code=65004");
            }
        });
        assertThat(decline(CancelReply.NEVER).html()).contains("You declined");
    }

    private Browser.Page decline(CancelReply variant) {
        change("adventure-works.example", Map.of("cancelReply", variant));
        var fresh = new Browser(microsoft.sandbox().address());
        var page =
                fresh.signIn(fresh.open(App.authorize("common", App.READ, Map.of())), "adele@adventure-works.example");
        return fresh.submit(page, Map.of("answer", "cancel"));
    }

    @Test
    void conditionalAccessEndsOnAPageThatLeadsNowhere() {
        var page = ask("adele@northwind.example", App.SEND);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html())
                .contains("You cannot access this right now", "AADSTS53003", "Correlation Id", "Timestamp")
                .doesNotContain("<form");
    }

    @Test
    void whatWasTakenAwayShowsAtTheNextRefresh() {
        var app = new App(microsoft.sandbox());
        var sandbox = microsoft.sandbox();
        var adele = sandbox.directory()
                .userByAddress("adele@adventure-works.example")
                .orElseThrow();
        var token = app.redeem(app.code(adele.address(), App.SEND), Map.of()).text("refresh_token");

        var policies = sandbox.directory()
                .tenant("northwind.example")
                .orElseThrow()
                .settings()
                .conditionalAccess();
        change("adventure-works.example", Map.of("conditionalAccess", policies));
        var blocked = app.refresh(token, "");
        assertThat(blocked.code()).isEqualTo(53003);
        assertThat(blocked.text("suberror")).isEqualTo("message_only");
        assertThat(blocked.text("claims")).contains("capolids");
        change("adventure-works.example", Map.of("conditionalAccess", List.of()));
        assertThat(app.refresh(token, "").status()).isEqualTo(200);

        sandbox.directory().change(adele, Map.of("accountEnabled", false));
        assertThat(app.refresh(token, "").code()).isEqualTo(50057);

        sandbox.directory()
                .change(
                        adele,
                        Map.of(
                                "signInSessionsValidFrom",
                                sandbox.clock().instant().plusSeconds(1)));
        var revoked = app.refresh(token, "");
        assertThat(revoked.code()).isEqualTo(50173);
        assertThat(revoked.text("suberror")).isEqualTo("bad_token");
    }

    private static void change(String domain, Map<String, ?> settings) {
        var directory = microsoft.sandbox().directory();
        directory.change(directory.tenant(domain).orElseThrow(), settings);
    }
}
