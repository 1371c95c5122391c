package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An organization approves of which nobody is connected yet, so that there is no mailbox by which the product could notice:
 * whoever waits gets through all the same, with the tab open and with the tab closed. An organization for each case.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NobodyConnectedTest {

    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/connect/\\S+");

    private final Demo demo = Demo.start();
    private final Chromium chromium = Chromium.start();
    private final Page member = chromium.person();
    private final Owner owner = Owner.comesIn(demo, member);

    @AfterAll
    void end() {
        chromium.close();
        demo.close();
    }

    @Test
    void grantedInThePortalAloneWithTheTabOpen() {
        asks("alex@contoso.example");

        grantsInThePortal(administrators("contoso.example"), "contoso.example", "Contoso");

        owner.button("Check now").click();
        owner.mailboxId();
    }

    @Test
    void grantedInThePortalAloneWithTheTabClosed() {
        change("adventure-works.example", Map.of("userConsent", "NO_USER_CONSENT", "adminConsentWorkflow", true));
        asks("alex@adventure-works.example");
        var administrator = administrators("adventure-works.example");
        closesTheTab();

        grantsInThePortal(administrator, "adventure-works.example", "Adventure Works");

        owner.whatNow();
        owner.button("Check now").click();
        owner.mailboxId();
    }

    /** Where nobody has asked on Microsoft's page either, the portal does not know the application. */
    @Test
    void notListedInThePortalSoThatTheAdministratorsPageLeadsTheWay() {
        isStopped("adele@fabrikam.example");
        var administrator = administrators("fabrikam.example");
        assertThat(administrator.text("The application is listed there only after somebody in your organization"))
                .isVisible();
        var page = administrator.page().url();
        administrator.follow("Open it in the admin center").signIn("admin@fabrikam.example");
        assertThat(administrator.text("No application found.")).isVisible();

        administrator.page().navigate(page);
        administrator.follow("Grant admin consent for fabrikam.example").press("Accept");
        assertThat(administrator.heading("Approve Enginy AI")).isVisible();

        assertThat(owner.heading("It looks approved")).isVisible();
        owner.goesOn("Go on");
    }

    @Test
    void grantedByTheAdministratorsPageWithTheTabClosedAndToldByMail() {
        isStopped("adele@tailspin.example");
        var administrator = administrators("tailspin.example");
        closesTheTab();

        administrator
                .follow("Grant admin consent for tailspin.example")
                .signIn("admin@tailspin.example")
                .press("Accept");

        member.navigate(linkInTheMail("adele@tailspin.example", "It looks as if Enginy is approved"));
        owner.goesOn("Go on");
    }

    /** "Solution B: Modify User Consent Settings"; with the tab open it is in {@link GuideTest}. */
    @Test
    void solutionBWithTheTabClosed() {
        change("woodgrove.example", Map.of("userConsent", "NO_USER_CONSENT"));
        isStopped("alex@woodgrove.example");
        var administrator = administrators("woodgrove.example");
        closesTheTab();

        var page = administrator.page().url();
        administrator.follow("Open the user consent settings").signIn("admin@woodgrove.example");
        assertThat(administrator.heading("User consent settings")).isVisible();
        administrator
                .check("Allow user consent for apps from verified publishers")
                .save();
        administrator.page().navigate(page);
        administrator.follow("Open the permission classifications");
        administrator
                .check("Mail.ReadWrite")
                .check("Mail.Send")
                .check("User.Read")
                .save();

        owner.whatNow();
        owner.goesOn("Try again", "Accept");
    }

    /** "Enter a brief justification in the text box", "Click the Request approval button". */
    private void asks(String address) {
        owner.startConnecting(address);
        assertThat(owner.heading("Approval required")).isVisible();
        member.getByLabel("Enter justification").fill("Required for CRM integration");
        owner.button("Request approval").click();
        assertThat(owner.heading("Request sent")).isVisible();
        owner.whatNow();
        owner.saw("APPROVAL_REQUIRED");
        assertThat(owner.heading("Your request is with your administrator")).isVisible();
    }

    private void isStopped(String address) {
        owner.startConnecting(address);
        assertThat(owner.heading("Need admin approval")).isVisible();
        owner.whatNow();
        owner.saw("NEED_ADMIN_APPROVAL");
        assertThat(owner.heading("An administrator has to approve")).isVisible();
    }

    private void closesTheTab() {
        member.navigate("about:blank");
    }

    /** Somebody at the page for administrators, who has not signed in anywhere. */
    private Administrator administrators(String domain) {
        var administrator = new Administrator(chromium.person());
        administrator.page().navigate(owner.approvalPage());
        assertThat(administrator.text(domain)).isVisible();
        return administrator;
    }

    /** "In the left menu, select API permissions", where the link leads at once, and "Grant admin consent for …". */
    private static void grantsInThePortal(Administrator administrator, String domain, String organization) {
        administrator.follow("Open it in the admin center").signIn("admin@" + domain);
        assertThat(administrator.heading("Enginy AI: Permissions")).isVisible();
        administrator.follow("Grant admin consent for " + organization).press("Accept");
        assertThat(administrator.heading("Enginy AI: Permissions")).isVisible();
    }

    private String linkInTheMail(String address, String subject) {
        var mail = Inbox.open(demo, chromium.person(), address, subject).locator(".body");
        assertThat(mail).containsText(LINK);
        return LINK.matcher(mail.textContent())
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    private void change(String domain, Map<String, ?> settings) {
        var tenant = demo.sandbox("/_sandbox/tenants/" + domain).toString();
        assertThat(member.request().patch(tenant, RequestOptions.create().setData(settings)))
                .isOK();
    }
}
