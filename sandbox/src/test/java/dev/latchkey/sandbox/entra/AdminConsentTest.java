package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminConsentTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser browser;

    @BeforeEach
    void aBrowser() {
        browser = new Browser(microsoft.sandbox().address());
    }

    private Browser.Page link(String tenant) {
        return browser.open("/" + tenant + "/v2.0/adminconsent?"
                + Browser.encode(Map.of(
                        "client_id",
                        Directory.CLIENT_ID,
                        "redirect_uri",
                        App.REDIRECT_URI,
                        "scope",
                        "https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/Mail.ReadWrite",
                        "state",
                        "the state")));
    }

    @Test
    void anAdministratorGrantsForTheWholeTenant() {
        var tenant = microsoft.sandbox().directory().tenant("fabrikam.example").orElseThrow();
        var prompt = browser.signIn(link("organizations"), "admin@fabrikam.example");
        assertThat(prompt.html()).contains("Review for your organization", "Fabrikam");

        var reply = browser.submit(prompt, Map.of("answer", "accept"));

        assertThat(reply.parameters())
                .containsOnly(
                        Map.entry("admin_consent", "True"),
                        Map.entry("tenant", tenant.id()),
                        Map.entry(
                                "scope",
                                "https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/Mail.ReadWrite"),
                        Map.entry("state", "the state"));
        var adele = new Browser(microsoft.sandbox().address());
        assertThat(App.accept(adele, "adele@fabrikam.example", "openid offline_access Mail.Send Mail.ReadWrite")
                        .parameter("code"))
                .isNotEmpty();
    }

    @Test
    void aScenarioMeetsAdministratorsToo() {
        new App(microsoft.sandbox()).post("/_sandbox/scenario/manifest-misconfigured", "");

        var reply = browser.signIn(link("organizations"), "admin@fabrikam.example");

        assertThat(reply.parameter("error_description")).startsWith("AADSTS1003031");
        assertThat(reply.parameter("admin_consent")).isEqualTo("True");
    }

    @Test
    void grantingLessThanBeforeTakesTheRestAwayFromEveryone() {
        browser.submit(browser.signIn(link("organizations"), "admin@fabrikam.example"), Map.of("answer", "accept"));
        var narrower = "/organizations/v2.0/adminconsent?"
                + Browser.encode(Map.of(
                        "client_id", Directory.CLIENT_ID,
                        "redirect_uri", App.REDIRECT_URI,
                        "scope", "https://graph.microsoft.com/Mail.Send"));
        browser.submit(browser.open(narrower), Map.of("answer", "accept"));

        var adele = new Browser(microsoft.sandbox().address());
        var page = adele.signIn(
                adele.open(App.authorize("common", "openid Mail.ReadWrite", Map.of())), "adele@fabrikam.example");

        assertThat(page.html()).contains("Need admin approval");
    }

    @Test
    void decliningStillSaysAdminConsentTrueButNamesNoTenant() {
        var prompt = browser.signIn(link("organizations"), "admin@fabrikam.example");

        var reply = browser.submit(prompt, Map.of("answer", "cancel"));

        assertThat(reply.parameter("error")).isEqualTo("access_denied");
        assertThat(reply.parameter("error_description")).startsWith("AADSTS65004");
        assertThat(reply.parameter("admin_consent")).isEqualTo("True");
        assertThat(reply.parameters()).doesNotContainKey("tenant");
    }

    @Test
    void someoneWhoIsNoAdministratorStaysOnThePage() {
        var page = browser.signIn(link("organizations"), "adele@fabrikam.example");

        assertThat(page.html()).contains("Need admin approval");
        browser.submit(page, "/common/consent", Map.of("answer", "accept"));
        var tenant = microsoft.sandbox().directory().tenant("fabrikam.example").orElseThrow();
        assertThat(new App(microsoft.sandbox())
                        .get("/_sandbox/state")
                        .body()
                        .path("tenants")
                        .findValuesAsString("consentType"))
                .isEmpty();
        assertThat(tenant.settings().userConsent()).isEqualTo(ConsentPolicy.NO_USER_CONSENT);
    }

    @Test
    void conditionalAccessJudgesAdministratorsOnTheWayToo() {
        policy("{\"control\": \"BLOCK\"}");
        assertThat(browser.signIn(link("organizations"), "admin@fabrikam.example")
                        .html())
                .contains("You cannot access this right now", "AADSTS53003");

        policy("{\"control\": \"MFA\"}");
        var factor = new Browser(microsoft.sandbox().address());
        browser = factor;
        var asked = factor.signIn(link("organizations"), "admin@fabrikam.example");
        assertThat(asked.html()).contains("Approve sign in request");
        assertThat(factor.submit(asked, Map.of()).html()).contains("Review for your organization");
    }

    private static void policy(String changes) {
        var directory = microsoft.sandbox().directory();
        var blocking = directory
                .tenant("northwind.example")
                .orElseThrow()
                .settings()
                .conditionalAccess()
                .getFirst();
        var policy = Json.merge(blocking, ConditionalAccessPolicy.class, changes.getBytes(StandardCharsets.UTF_8));
        directory.change(
                directory.tenant("fabrikam.example").orElseThrow(),
                Map.of("conditionalAccess", List.of(policy.orElseThrow())));
    }

    @Test
    void anAdministratorOfAnotherTenantIsSentBackWithAnError() {
        var reply = browser.signIn(link("contoso.example"), "admin@fabrikam.example");

        assertThat(reply.parameter("error")).isEqualTo("access_denied");
        assertThat(reply.parameter("error_description")).startsWith("AADSTS50020");
    }

    @Test
    void commonIsNotATenantForAdminConsent() {
        assertThat(link("common").html()).contains("AADSTS900144", "response_type");
    }
}
