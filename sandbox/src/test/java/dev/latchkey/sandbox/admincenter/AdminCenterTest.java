package dev.latchkey.sandbox.admincenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.Browser.Page;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminCenterTest {

    private static final String CONTOSO = "/entra/contoso.example";
    private static final String APP = CONTOSO + "/applications/" + Directory.CLIENT_ID;
    private static final String PERMISSIONS = APP + "/permissions";
    private static final String READ = "openid profile offline_access User.Read Mail.ReadWrite Mail.Send";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser alex;
    private Browser admin;

    @BeforeEach
    void twoBrowsers() {
        alex = new Browser(microsoft.sandbox().address());
        admin = new Browser(microsoft.sandbox().address());
    }

    private Page connect() {
        return alex.open("/common/oauth2/v2.0/authorize?"
                + Browser.encode(Map.of(
                        "client_id",
                        Directory.CLIENT_ID,
                        "response_type",
                        "code",
                        "redirect_uri",
                        "http://localhost:9999/callback",
                        "scope",
                        READ)));
    }

    private Page alexAsks() {
        var page = alex.signIn(connect(), "alex@contoso.example");
        assertThat(page.html()).contains("Approval required");
        return alex.submit(page, Map.of("reason", "For our <CRM>"));
    }

    private Page requests() {
        var page = admin.open(CONTOSO + "/requests");
        return page.html().contains("Sign in") && page.html().contains("name=\"address\"")
                ? admin.signIn(page, "admin@contoso.example")
                : page;
    }

    @Test
    void anApprovalGoesFromTheUsersReasonToTheUsersNextStart() {
        assertThat(alexAsks().html()).contains("Request sent");

        var list = requests();
        assertThat(list.html())
                .contains("Enginy AI", "alex@contoso.example", "For our &lt;CRM", "Mail.ReadWrite", "In progress");
        var prompt = admin.open(approveLink(list));
        assertThat(prompt.html()).contains("Permissions requested", "Review for your organization");
        var after = admin.submit(prompt, Map.of("answer", "accept"));

        assertThat(after.html()).contains("Approved");
        assertThat(connect().parameter("code")).isNotEmpty();
        assertThat(microsoft.sandbox().ledger().after(0, 10))
                .extracting(Ledger.Entry::kind)
                .containsExactly(
                        "consent.requested",
                        "mail.accepted",
                        "mail.delivered",
                        "consent.granted",
                        "mail.accepted",
                        "mail.delivered");
    }

    @Test
    void aDeniedRequestGrantsNothing() {
        alexAsks();

        var after = admin.submit(requests(), Map.of());

        assertThat(after.html()).contains("Denied").doesNotContain("Review permissions");
        assertThat(connect().html()).contains("Approval required");
    }

    @Test
    void cancellingThePromptLeavesTheRequestOpen() {
        alexAsks();

        var after = admin.submit(admin.open(approveLink(requests())), Map.of("answer", "cancel"));

        assertThat(after.html()).contains("In progress");
    }

    private static String approveLink(Page list) {
        var link = Pattern.compile("href=\"([^\"]*/approve)\"").matcher(list.html());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    void theApplicationIsListedOnceSomebodyAskedForIt() {
        var empty = admin.signIn(admin.open(CONTOSO + "/applications"), "admin@contoso.example");
        assertThat(empty.html()).contains("No application found");
        assertThat(admin.open(APP).status()).isEqualTo(404);

        alexAsks();

        assertThat(admin.open(CONTOSO + "/applications?q=enginy").html()).contains(APP);
        assertThat(admin.open(CONTOSO + "/applications?q=other").html()).contains("No application found");
    }

    @Test
    void grantingAdminConsentLetsEveryoneInAndRevokingTakesItBack() {
        alexAsks();
        requests();
        var page = admin.open(PERMISSIONS);
        assertThat(page.html())
                .contains("Grant admin consent for Contoso", "No permissions granted", "Admin consent required");

        var granted = admin.submit(admin.open(APP + "/grant"), Map.of("answer", "accept"));
        assertThat(granted.html()).contains("Admin consent", "Mail.ReadWrite");
        assertThat(connect().parameter("code")).isNotEmpty();

        var revoked = admin.submit(granted, Map.of());
        assertThat(revoked.html()).contains("No permissions granted");
        assertThat(connect().html()).contains("Approval required");
    }

    @Test
    void theUserConsentSettingOpensTheWayForEveryone() {
        requests();
        var settings = admin.open(CONTOSO + "/consent/user");

        admin.submit(settings, Map.of("userConsent", "ALL_APPS"));

        assertThat(alex.signIn(connect(), "alex@contoso.example").html()).contains("Permissions requested");
    }

    @Test
    void onlyTheAdministratorOfTheTenantGetsIn() {
        var asMember = admin.signIn(admin.open(CONTOSO + "/requests"), "adele@contoso.example");
        assertThat(asMember.html()).contains("Pick an account").doesNotContain("Admin consent requests");

        var other = new Browser(microsoft.sandbox().address());
        var asStranger = other.signIn(other.open(CONTOSO + "/requests"), "admin@fabrikam.example");
        assertThat(asStranger.html()).contains("Pick an account").doesNotContain("Admin consent requests");
    }

    @Test
    void theDoorLeadsEachAdministratorHome() {
        var home = admin.signIn(admin.open("/entra/"), "admin@contoso.example");
        assertThat(home.address().getPath()).isEqualTo(CONTOSO);

        var member = alex.signIn(alex.open("/entra/"), "alex@contoso.example");
        assertThat(member.html()).contains("as no administrator");
    }

    @Test
    void anotherSiteCannotGrant() {
        alexAsks();
        requests();

        var forged = admin.post(APP + "/grant", "answer=accept", "Origin", "https://evil.example");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(admin.open(PERMISSIONS).html()).contains("No permissions granted");
    }
}
