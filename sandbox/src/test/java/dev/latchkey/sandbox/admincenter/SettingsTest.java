package dev.latchkey.sandbox.admincenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.Browser.Page;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator changes by clicking has its effect on the next person who connects. */
class SettingsTest {

    private static final String FABRIKAM = "/entra/fabrikam.example";
    private static final String SEND = "openid profile offline_access User.Read Mail.Send";
    private static final String READ = SEND + " Mail.ReadWrite";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser admin;

    @BeforeEach
    void anAdministrator() {
        admin = new Browser(microsoft.sandbox().address());
        admin.signIn(admin.open("/entra/"), "admin@fabrikam.example");
    }

    private Page connect(String address, String scope) {
        var browser = new Browser(microsoft.sandbox().address());
        return browser.signIn(browser.open(authorize(scope)), address);
    }

    private static String authorize(String scope) {
        return "/common/oauth2/v2.0/authorize?"
                + Browser.encode(Map.of(
                        "client_id",
                        Directory.CLIENT_ID,
                        "response_type",
                        "code",
                        "redirect_uri",
                        "http://localhost:9999/callback",
                        "scope",
                        scope));
    }

    private Page save(String page, Map<String, String> fields) {
        return admin.submit(admin.open(FABRIKAM + page), FABRIKAM + page, fields);
    }

    @Test
    void verifiedPublishersAloneAreLeftWithLowImpactPermissionsUntilMoreAreClassified() {
        assertThat(save("/consent/user", Map.of("userConsent", "VERIFIED_LOW_IMPACT"))
                        .html())
                .contains("Saved", "id=\"VERIFIED_LOW_IMPACT\" value=\"VERIFIED_LOW_IMPACT\" checked");
        assertThat(connect("adele@fabrikam.example", READ).html()).contains("Need admin approval");

        save("/consent/classifications", Map.of("low:User.Read", "yes", "low:Mail.Send", "yes"));
        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("Permissions requested");
        assertThat(connect("adele@fabrikam.example", READ).html()).contains("Need admin approval");

        save(
                "/consent/classifications",
                Map.of("low:User.Read", "yes", "low:Mail.Send", "yes", "low:Mail.ReadWrite", "yes"));
        assertThat(connect("adele@fabrikam.example", READ).html()).contains("Permissions requested");
    }

    @Test
    void aTrustedNamedLocationLetsInWhoSignsInFromThere() {
        save("/consent/user", Map.of("userConsent", "ALL_APPS"));
        save(
                "/policies/new",
                Map.of("displayName", "Outside", "state", "ON", "include:ALL", "yes", "network", "UNTRUSTED"));
        var adele = microsoft
                .sandbox()
                .directory()
                .userByAddress("adele@fabrikam.example")
                .orElseThrow();
        assertThat(save("/locations", Map.of("displayName", "Office", "ipRanges", "the office", "trusted", "yes"))
                        .html())
                .contains("This is no address or range: the, office", "There is no named location");

        save(
                "/locations",
                Map.of("displayName", "Office", "ipRanges", "203.0.113.0/24 2001:db8::/32", "trusted", "yes"));
        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("AADSTS53003");
        admin.submit(
                admin.open(FABRIKAM + "/locations"),
                FABRIKAM + "/locations/from/" + adele.objectId(),
                Map.of("ipAddress", "203.0.113.5"));

        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("Permissions requested");
    }

    @Test
    void microsoftManagedConsentLeavesSendingToUsers() {
        save("/consent/user", Map.of("userConsent", "MICROSOFT_MANAGED"));

        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("Permissions requested");
        assertThat(connect("adele@fabrikam.example", READ).html()).contains("Need admin approval");
    }

    @Test
    void withTheWorkflowOnUsersCanAsk() {
        save("/consent/admin", Map.of("workflow", "yes", "reviewer:alex@fabrikam.example", "yes", "days", "7"));

        assertThat(connect("adele@fabrikam.example", READ).html()).contains("Approval required");
        var settings = microsoft
                .sandbox()
                .directory()
                .tenant("fabrikam.example")
                .orElseThrow()
                .settings();
        assertThat(settings.reviewers()).containsExactly("alex@fabrikam.example");
        assertThat(settings.requestsExpireAfterDays()).isEqualTo(7);
    }

    @Test
    void whereAssignmentIsRequiredOnlyTheAssignedGetIn() {
        var app = "/applications/" + Directory.CLIENT_ID;
        consentForEveryone();
        save(app + "/properties", Map.of("enabled", "yes", "assignmentRequired", "yes"));
        save(app + "/users", Map.of("user:adele@fabrikam.example", "yes"));

        assertThat(connect("adele@fabrikam.example", READ).parameter("code")).isNotEmpty();
        var alex = connect("alex@fabrikam.example", READ);
        assertThat(alex.parameter("error")).isEqualTo("interaction_required");
        assertThat(alex.parameter("error_description")).startsWith("AADSTS50105");
    }

    @Test
    void aDisabledApplicationLetsNobodyInAndADeletedOneBeginsAnew() {
        var app = "/applications/" + Directory.CLIENT_ID;
        consentForEveryone();
        save(app + "/properties", Map.of("enabled", "no", "assignmentRequired", "no"));
        assertThat(connect("adele@fabrikam.example", READ).html()).contains("AADSTS7000112");

        admin.submit(admin.open(FABRIKAM + app + "/properties"), FABRIKAM + app + "/delete", Map.of());

        assertThat(admin.open(FABRIKAM + "/applications").html()).contains("No application found");
        assertThat(connect("adele@fabrikam.example", READ).html()).contains("Need admin approval");
    }

    private void consentForEveryone() {
        var prompt = admin.open("/organizations/v2.0/adminconsent?"
                + Browser.encode(Map.of(
                        "client_id",
                        Directory.CLIENT_ID,
                        "redirect_uri",
                        "http://localhost:9999/callback",
                        "scope",
                        READ)));
        admin.submit(prompt, Map.of("answer", "accept"));
    }

    @Test
    void aUserIsBlockedAndUnblockedAndDeleted() {
        press("/enabled");
        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("AADSTS50057");
        assertThat(press("/enabled").html()).contains("Block sign-in");

        press("/delete");
        assertThat(admin.open(FABRIKAM + "/users").html()).doesNotContain("adele@fabrikam.example");
        var browser = new Browser(microsoft.sandbox().address());
        assertThat(browser.submit(browser.open(authorize(SEND)), Map.of("address", "adele@fabrikam.example"))
                        .html())
                .contains("AADSTS50034");
    }

    @Test
    void revokingAndResettingHereEndSessionsWhileTheAzurePortalLeavesThem() {
        var start = adele().settings().signInSessionsValidFrom();
        press("/portalPassword");
        assertThat(adele().settings().signInSessionsValidFrom()).isEqualTo(start);
        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("Update your password", "AADSTS50055");

        press("/sessions");
        var revoked = adele().settings().signInSessionsValidFrom();
        assertThat(revoked).isAfter(start);

        press("/password");
        assertThat(adele().settings().signInSessionsValidFrom()).isAfter(revoked);
    }

    @Test
    void howAUserSignsInIsSwitchedOnThePage() {
        var page = press("/device");
        assertThat(page.html()).contains("Device: compliant and joined", "Location: untrusted");
        assertThat(press("/location").html()).contains("Location: trusted");
        assertThat(press("/mfa").html()).contains("Multifactor authentication: not registered");
    }

    private Page press(String deed) {
        var page = FABRIKAM + "/users/" + adele().objectId();
        return admin.submit(admin.open(page), page + deed, Map.of());
    }

    private static Directory.User adele() {
        return microsoft
                .sandbox()
                .directory()
                .userByAddress("adele@fabrikam.example")
                .orElseThrow();
    }

    @Test
    void aPolicyIsWrittenChangedAndDeleted() {
        save(
                "/policies/new",
                Map.of("displayName", "No <apps>", "state", "ON", "include:ALL", "yes", "control", "BLOCK"));
        assertThat(admin.open(FABRIKAM + "/policies").html()).contains("No &lt;apps", "On", "Block access");
        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("AADSTS53003");

        var policy = microsoft
                .sandbox()
                .directory()
                .tenant("fabrikam.example")
                .orElseThrow()
                .settings()
                .conditionalAccess()
                .getFirst();
        save(
                "/policies/" + policy.id(),
                Map.of("displayName", "No apps", "include:ALL", "yes", "exclude:EXCHANGE_ONLINE", "yes"));
        assertThat(connect("adele@fabrikam.example", SEND).html()).contains("Need admin approval");

        admin.submit(admin.open(FABRIKAM + "/policies"), FABRIKAM + "/policies/" + policy.id() + "/delete", Map.of());
        assertThat(admin.open(FABRIKAM + "/policies").html()).contains("There is no policy");
    }
}
