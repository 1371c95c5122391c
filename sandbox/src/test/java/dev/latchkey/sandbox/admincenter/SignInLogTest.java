package dev.latchkey.sandbox.admincenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.Browser.Page;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInLogTest {

    private static final String LOG = "/entra/northwind.example/signins";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Browser admin;

    @BeforeEach
    void anAdministrator() {
        admin = new Browser(microsoft.sandbox().address());
        admin.signIn(admin.open("/entra/"), "admin@northwind.example");
    }

    private static Page connect(String address) {
        var browser = new Browser(microsoft.sandbox().address());
        var authorize = "/common/oauth2/v2.0/authorize?"
                + Browser.encode(Map.of(
                        "client_id", Directory.CLIENT_ID,
                        "response_type", "code",
                        "redirect_uri", "http://localhost:9999/callback",
                        "scope", "openid User.Read Mail.Send"));
        return browser.signIn(browser.open(authorize), address);
    }

    @Test
    void aBlockedSignInIsFoundByTheCorrelationIdOnThePageAndNamesThePolicy() {
        var page = connect("adele@northwind.example");
        connect("alex@northwind.example");
        var id = Pattern.compile("Correlation Id</dt><dd>([^<]+)<").matcher(page.html());
        assertThat(id.find()).isTrue();

        var found = admin.open(LOG + "?correlationId=" + id.group(1)).html();

        assertThat(found)
                .contains(
                        "Failure: Adele Vance",
                        "Enginy AI",
                        "Microsoft Graph",
                        "<dd>53003</dd>",
                        id.group(1),
                        "Block third-party apps: Failure")
                .doesNotContain("alex@northwind.example");
    }

    @Test
    void theLogIsFilteredByUserAndApplicationAndKind() {
        connect("adele@northwind.example");

        assertThat(admin.open(LOG + "?user=ADELE&application=enginy").html()).contains("adele@northwind.example");
        assertThat(admin.open(LOG + "?user=alex").html()).contains("No sign-in found");
        assertThat(admin.open(LOG + "?application=other").html()).contains("No sign-in found");
        assertThat(admin.open(LOG + "?kind=noninteractive").html()).contains("No sign-in found");
    }

    @Test
    void aReportOnlyPolicyIsNamedThoughItStopsNobody() {
        var directory = microsoft.sandbox().directory();
        var tenant = directory.tenant("northwind.example").orElseThrow();
        var policy = Map.of(
                "id", "1",
                "displayName", "Watch",
                "state", "REPORT_ONLY",
                "resources", new String[] {"ALL"},
                "excludedResources", new String[0],
                "excludedUsers", new String[0],
                "clientApps", "ALL",
                "network", "ANY",
                "control", "BLOCK");
        directory.change(tenant, Map.of("conditionalAccess", new Object[] {policy}));

        assertThat(connect("adele@northwind.example").html()).contains("Permissions requested");

        assertThat(admin.open(LOG).html())
                .contains("Interrupted: Adele Vance", "<dd>65001</dd>", "Watch: Report-only: Failure");
    }

    @Test
    void aLinkToOneSignInLeadsThereThroughTheSignInPage() {
        connect("adele@northwind.example");
        var other = new Browser(microsoft.sandbox().address());

        var page = other.signIn(other.open(LOG + "?user=alex"), "admin@northwind.example");

        assertThat(page.html()).contains("No sign-in found");
    }

    @Test
    void theLogOfAnotherTenantIsOutOfReach() {
        connect("adele@northwind.example");
        var stranger = new Browser(microsoft.sandbox().address());

        var page = stranger.signIn(stranger.open(LOG), "admin@fabrikam.example");

        assertThat(page.html()).doesNotContain("adele@northwind.example");
    }
}
