package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The customers' guide, step by step, by the headings and labels that it has, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuideTest {

    private final Demo demo = Demo.start();
    private final Chromium chromium = Chromium.start();
    private final Page member = chromium.person();
    private final Owner owner = Owner.comesIn(demo, member);
    private final GuidePictures pictures = new GuidePictures();

    @AfterAll
    void end() {
        chromium.close();
        demo.close();
    }

    @Test
    @Order(1)
    void theShortWayThrough() {
        owner.startConnecting("alex@adventure-works.example");
        assertThat(owner.heading("Permissions requested")).isVisible();
        pictures.take(member, "permissions-requested");
        owner.button("Accept").click();
        owner.mailboxId();
        member.navigate(demo.service("/settings/email").toString());
        pictures.take(member, "settings");
    }

    /** "For Users: What to do if you see "Approval Required"", then "Solution A: Grant Tenant-Wide Admin Consent". */
    @Test
    void approvalRequiredAndSolutionA() {
        owner.startConnecting("alex@contoso.example");
        assertThat(owner.heading("Approval required")).isVisible();
        member.getByLabel("Enter justification").fill("Required for CRM integration");
        pictures.take(member, "approval-required");
        owner.button("Request approval").click();
        assertThat(owner.heading("Request sent")).isVisible();
        whatNow("APPROVAL_REQUIRED");
        assertThat(owner.heading("Your request is with your administrator")).isVisible();
        pictures.take(member, "waiting");

        var administrator = Administrator.of(demo, chromium, "contoso.example").follow("Admin consent requests");
        assertThat(administrator.text("Required for CRM integration")).isVisible();
        administrator.follow("Enterprise applications");
        administrator.page().getByLabel("Search").fill("Enginy AI");
        administrator.page().getByLabel("Search").press("Enter");
        administrator.follow("Enginy AI").follow("(API permissions)");
        pictures.take(administrator.page(), "grant-admin-consent");
        administrator.follow("Grant admin consent for Contoso").press("Accept");

        owner.goesOn("Try again");
    }

    /** "Solution B: Modify User Consent Settings". */
    @Test
    void solutionBAloneLeavesReadingBlockedUntilItIsClassified() {
        owner.startConnecting("adele@fabrikam.example");
        assertThat(owner.heading("Need admin approval")).isVisible();
        whatNow("NEED_ADMIN_APPROVAL");
        assertThat(owner.heading("An administrator has to approve")).isVisible();
        var page = chromium.person();
        page.navigate(owner.approvalPage());
        assertThat(page.getByText("Classify Mail.ReadWrite, Mail.Send, User.Read as low impact"))
                .isVisible();
        pictures.take(page, "approve");

        var administrator = Administrator.of(demo, chromium, "fabrikam.example").follow("User consent settings");
        administrator.check("Allow user consent for apps from verified publishers");
        pictures.take(administrator.page(), "user-consent-settings");
        administrator.save();
        var blocked = owner.secondTab("Try again");
        assertThat(blocked.getByText("Need admin approval").first()).isVisible();
        blocked.close();

        administrator.follow("Permission classifications");
        administrator
                .check("Mail.ReadWrite")
                .check("Mail.Send")
                .check("User.Read")
                .save();
        owner.button("Check now").click();
        assertThat(member.getByText("If your administrator says that it is done, press \"Try again\"."))
                .isVisible();
        owner.goesOn("Try again", "Accept");
    }

    /** "Troubleshooting: Connection Still Failing?". */
    @Test
    void conditionalAccessIsJudgedAsExchangeOnline() {
        owner.startConnecting("adele@northwind.example");
        assertThat(member.getByText("You cannot access this right now").first()).isVisible();
        whatNow("CANNOT_ACCESS");
        assertThat(owner.heading("A rule of your company stopped you")).isVisible();
        Chromium.shoot(member, "blocked");

        var administrator = Administrator.of(demo, chromium, "northwind.example");
        exclude(administrator, "Enginy AI");
        var stillBlocked = owner.secondTab("Try again");
        assertThat(stillBlocked.getByText("You cannot access this right now").first())
                .isVisible();
        stillBlocked.close();
        owner.button("Check now").click();
        assertThat(member.getByText("the policy of your company still stops you"))
                .isVisible();
        assertThat(member.getByText(
                        "Excluding only Enginy AI from the policy does not help: mail counts as Office 365"))
                .isVisible();

        exclude(administrator, "Office 365 Exchange Online");
        owner.goesOn("Try again", "Accept");
    }

    /** "Alternative Solution: Connect via Admin Browser": the administrator's own mailbox never takes the member's place. */
    @Test
    void connectViaAdminBrowser() {
        owner.page().navigate(demo.service("/settings/email").toString());
        member.getByLabel("Mailbox address (optional)").fill("adele@adventure-works.example");
        owner.button("Connect Microsoft 365").click();
        owner.button("Use another account").click();
        new Administrator(member).signIn("admin@adventure-works.example").press("Accept");

        assertThat(owner.heading("That is another mailbox than expected")).isVisible();
        assertThat(owner.heading("What about admin@adventure-works.example?")).isVisible();
        Chromium.shoot(member, "other-mailbox");
        owner.button("Connect it too").click();
        owner.mailboxId();
        assertThat(owner.heading("admin@adventure-works.example")).isVisible();
    }

    /** The same by whoever says no address: Microsoft stops the member, the administrator accepts for everyone, the member finishes. */
    @Test
    void connectViaAdminBrowserOnBehalfOfTheOrganization() {
        var settings = demo.service("/settings/email").toString();
        member.navigate(settings);
        owner.button("Connect Microsoft 365").click();
        otherAccount().signIn("adele@tailspin.example");
        assertThat(owner.heading("Need admin approval")).isVisible();
        member.navigate(settings);
        owner.button("Connect Microsoft 365").click();
        otherAccount()
                .signIn("admin@tailspin.example")
                .check("Consent on behalf of your organization")
                .press("Accept");

        assertThat(owner.heading("Is this the mailbox you meant?")).isVisible();
        Chromium.shoot(member, "mailbox-not-confirmed");
        Owner.link(member, "No, sign in with another account").click();
        var tab = owner.secondTab("Connect Microsoft 365");
        tab.getByText("adele@tailspin.example").click();
        tab.waitForURL("**/mailboxes/mbx_**");
        assertThat(tab.getByText("adele@tailspin.example is connected for you."))
                .isVisible();
        tab.close();
    }

    /** From the list of accounts, where Microsoft shows it. */
    private Administrator otherAccount() {
        member.waitForURL(demo.sandbox("/") + "**");
        if (owner.button("Use another account").isVisible()) {
            owner.button("Use another account").click();
        }
        return new Administrator(member);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyPictureOfTheGuideWasLookedAt() throws IOException {
        pictures.areComplete();
    }

    private void whatNow(String shown) {
        owner.whatNow();
        pictures.take(member, "what-did-microsoft-show");
        owner.saw(shown);
    }

    /** "Exclude the application from restrictive policies or create an exception". */
    private void exclude(Administrator administrator, String target) {
        administrator.follow("Conditional Access policies").follow("Block third-party apps");
        pictures.take(administrator.page(), "conditional-access");
        administrator.check("Exclude " + target).save();
    }
}
