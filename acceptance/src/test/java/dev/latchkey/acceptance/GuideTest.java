package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.regex.Pattern;
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

    private static final Pattern MAILBOX = Pattern.compile(".*/mailboxes/mbx_.*");
    private static final Pattern VERIFIED_PUBLISHERS =
            Pattern.compile("Allow user consent for apps from verified publishers.*");

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

        var administrator = adminCenter("contoso.example");
        link(administrator, "Admin consent requests").click();
        assertThat(administrator.getByText("Required for CRM integration").first())
                .isVisible();
        link(administrator, "Enterprise applications").click();
        administrator.getByLabel("Search").fill("Enginy AI");
        administrator.getByLabel("Search").press("Enter");
        link(administrator, "Enginy AI").click();
        administrator.getByText("(API permissions)").click();
        pictures.take(administrator, "grant-admin-consent");
        link(administrator, "Grant admin consent for Contoso").click();
        Owner.button(administrator, "Accept").click();

        goesOn("Try again");
    }

    /** "Solution B: Modify User Consent Settings". */
    @Test
    void solutionBAloneLeavesReadingBlockedUntilItIsClassified() {
        owner.startConnecting("adele@fabrikam.example");
        assertThat(owner.heading("Need admin approval")).isVisible();
        whatNow("NEED_ADMIN_APPROVAL");
        assertThat(owner.heading("An administrator has to approve")).isVisible();
        var page = chromium.person();
        page.navigate(member.getByText("Open the page for your administrator").getAttribute("href"));
        assertThat(page.getByText("classify Mail.Read and Mail.ReadWrite as low impact"))
                .isVisible();
        pictures.take(page, "approve");

        var administrator = adminCenter("fabrikam.example");
        link(administrator, "User consent settings").click();
        administrator.getByLabel(VERIFIED_PUBLISHERS).check();
        pictures.take(administrator, "user-consent-settings");
        Owner.button(administrator, "Save").click();
        var blocked =
                member.context().waitForPage(() -> owner.button("Try again").click());
        assertThat(blocked.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Need admin approval")))
                .isVisible();
        blocked.close();

        link(administrator, "Permission classifications").click();
        for (var permission : new String[] {"Mail.ReadWrite", "Mail.Send", "User.Read"}) {
            administrator.locator("[id='" + permission + "']").check();
        }
        Owner.button(administrator, "Save").click();
        var tab = member.context().waitForPage(() -> owner.button("Try again").click());
        Owner.button(tab, "Accept").click();
        tab.waitForURL(MAILBOX);
        tab.close();
        assertThat(member.getByText("This mailbox is connected.")).isVisible();
    }

    /** "Troubleshooting: Connection Still Failing?". */
    @Test
    void conditionalAccessIsJudgedAsExchangeOnline() {
        owner.startConnecting("adele@northwind.example");
        assertThat(member.getByText("You cannot access this right now").first()).isVisible();
        whatNow("CANNOT_ACCESS");
        assertThat(owner.heading("A rule of your company stopped you")).isVisible();
        Chromium.shoot(member, "blocked");

        var administrator = adminCenter("northwind.example");
        exclude(administrator, "APPLICATION");
        var stillBlocked =
                member.context().waitForPage(() -> owner.button("Try again").click());
        assertThat(stillBlocked.getByText("You cannot access this right now").first())
                .isVisible();
        stillBlocked.close();

        exclude(administrator, "EXCHANGE_ONLINE");
        var tab = member.context().waitForPage(() -> owner.button("Try again").click());
        tab.waitForLoadState();
        if (tab.url().startsWith(demo.sandbox("/").toString())) {
            Owner.button(tab, "Accept").click();
        }
        tab.waitForURL(MAILBOX);
        tab.close();
        assertThat(member.getByText("This mailbox is connected.")).isVisible();
    }

    /** "Alternative Solution: Connect via Admin Browser": the administrator's own mailbox never takes the member's place. */
    @Test
    void connectViaAdminBrowser() {
        owner.page().navigate(demo.service("/settings/email").toString());
        member.getByLabel("Mailbox address (optional)").fill("adele@adventure-works.example");
        owner.button("Connect Microsoft 365").click();
        member.getByText("Use another account").click();
        member.getByLabel("Email address").fill("admin@adventure-works.example");
        owner.button("Next").click();
        member.getByLabel("Password").fill("any");
        owner.button("Sign in").click();
        owner.button("Accept").click();

        assertThat(owner.heading("That is another mailbox than expected")).isVisible();
        assertThat(member.getByText("admin@adventure-works.example").first()).isVisible();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyPictureOfTheGuideWasLookedAt() throws IOException {
        pictures.areComplete();
    }

    private void whatNow(String shown) {
        member.navigate(demo.service("/settings/email").toString());
        link(member, "What now?").click();
        pictures.take(member, "what-did-microsoft-show");
        member.locator("button[value=" + shown + "]").click();
    }

    private void goesOn(String button) {
        var tab = member.context().waitForPage(() -> owner.button(button).click());
        tab.waitForURL(MAILBOX);
        tab.close();
        assertThat(member.getByText("This mailbox is connected.")).isVisible();
    }

    private Page adminCenter(String domain) {
        var administrator = chromium.person();
        administrator.navigate(demo.sandbox("/entra/" + domain).toString());
        administrator.getByLabel("Email address").fill("admin@" + domain);
        Owner.button(administrator, "Next").click();
        administrator.getByLabel("Password").fill("any");
        Owner.button(administrator, "Sign in").click();
        administrator.navigate(demo.sandbox("/entra/" + domain).toString());
        return administrator;
    }

    /** "Exclude the application from restrictive policies or create an exception". */
    private void exclude(Page administrator, String target) {
        link(administrator, "Conditional Access policies").click();
        administrator.locator("table a").first().click();
        pictures.take(administrator, "conditional-access");
        administrator.locator("#ex" + target).check();
        Owner.button(administrator, "Save").click();
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first();
    }
}
