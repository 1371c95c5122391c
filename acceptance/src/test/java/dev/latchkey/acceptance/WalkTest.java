package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The walk of the README, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalkTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";
    private static final Pattern MAILBOX = Pattern.compile(".*/mailboxes/mbx_.*");

    private Demo demo = Demo.start();
    private Chromium chromium = Chromium.start();
    private Page owner = chromium.person();

    @BeforeAll
    void theOwnerComesInByTheLinkThatWasPrinted() {
        owner.navigate(demo.ownerLink().toString());
        Chromium.shoot(owner, "welcome");
        owner.getByLabel("Name").fill("Olive Owner");
        owner.getByLabel("Email address").fill("olive@enginy.example");
        owner.getByLabel("New password").fill("correct horse battery");
        button(owner, "Start").click();
        assertThat(heading(owner, "Email integration settings")).isVisible();
        Chromium.shoot(owner, "settings-empty");
    }

    @AfterAll
    void end() {
        chromium.close();
        demo.close();
    }

    @Test
    @Order(1)
    void adeleConnectsSendsToAlexAndSeesHisReplyWithinTwoSeconds() throws Exception {
        connectAdele();
        try (var platform = new Receiver()) {
            var secret = registerWebhook(platform);
            sendToAlex();
            var tab = replyAsAlex();

            var listed = owner.getByText("Re: Your proposal").first();
            button(tab, "Send").click();
            assertThat(listed).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(2_000));

            var delivery = platform.await("message.replied");
            delivery.verify(secret);
            assertThat(delivery.json().path("data").path("outgoing_id").asString(""))
                    .startsWith("out_");
            listed.click();
            assertThat(owner.frameLocator("iframe").getByText("Gladly, tell me more."))
                    .isVisible();
            Chromium.shoot(owner, "mailbox-reply");
        }
    }

    @Test
    @Order(2)
    void alexNeedsApprovalAsksGetsItAndConnects() {
        startConnecting(owner, ALEX);
        assertThat(heading(owner, "Approval required")).isVisible();
        Chromium.shoot(owner, "approval-required");
        owner.getByLabel("Enter justification").fill("Required for CRM integration");
        button(owner, "Request approval").click();
        assertThat(heading(owner, "Request sent")).isVisible();

        owner.navigate(demo.service("/settings/email").toString());
        Chromium.shoot(owner, "settings-waiting");
        owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What now?"))
                .first()
                .click();
        Chromium.shoot(owner, "connect-waiting");

        var administrator = chromium.person();
        administrator.navigate(demo.sandbox("/entra/contoso.example/requests").toString());
        signIn(administrator, "admin@contoso.example");
        administrator.navigate(demo.sandbox("/entra/contoso.example/requests").toString());
        administrator.getByText("Review permissions and consent").click();
        button(administrator, "Accept").click();

        button(owner, "Connect Microsoft 365").click();
        owner.waitForURL(MAILBOX);
        assertThat(heading(owner, ALEX)).isVisible();
    }

    @Test
    @Order(3)
    void whoDeclinesSeesWhatHappenedAndHowToGoOn() {
        startConnecting(owner, "admin@fabrikam.example");
        button(owner, "Cancel").click();

        assertThat(heading(owner, "You did not accept the permissions")).isVisible();
        assertThat(owner.getByText("Try again")).isVisible();
        Chromium.shoot(owner, "declined");
    }

    @Test
    @Order(4)
    void theSettingsListEveryMailboxWithItsStatus() {
        owner.navigate(demo.service("/settings/email").toString());

        assertThat(owner.getByText(ADELE).first()).isVisible();
        assertThat(owner.getByText(ALEX).first()).isVisible();
        Chromium.shoot(owner, "settings");
        owner.setViewportSize(360, 780);
        assertThat((Integer) owner.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        owner.setViewportSize(1280, 900);
    }

    private void connectAdele() {
        startConnecting(owner, ADELE);
        assertThat(heading(owner, "Permissions requested")).isVisible();
        Chromium.shoot(owner, "permissions-requested");
        button(owner, "Accept").click();
        owner.waitForURL(MAILBOX);
        assertThat(heading(owner, ADELE)).isVisible();
    }

    private void startConnecting(Page page, String address) {
        page.navigate(demo.service("/settings/email").toString());
        page.getByLabel("Mailbox address (optional)").fill(address);
        button(page, "Connect Microsoft 365").click();
        page.waitForURL(demo.sandbox("/") + "**");
        if (page.getByLabel("Password").count() == 0
                && page.getByLabel("Email address").count() == 1) {
            page.getByLabel("Email address").fill(address);
            button(page, "Next").click();
        }
        page.getByLabel("Password").fill("any");
        button(page, "Sign in").click();
    }

    private void signIn(Page page, String address) {
        page.getByLabel("Email address").fill(address);
        button(page, "Next").click();
        page.getByLabel("Password").fill("any");
        button(page, "Sign in").click();
    }

    private String registerWebhook(Receiver platform) {
        var mailboxPage = owner.url();
        owner.navigate(demo.service("/settings/api-keys").toString());
        owner.getByLabel("Name").fill("Enginy");
        button(owner, "Create key").click();
        var key = owner.locator(".good code").textContent();
        Chromium.shoot(owner, "api-keys");
        owner.navigate(mailboxPage);
        return new Api(key)
                .post(demo.service("/v1/webhook-endpoints"), "{\"url\":\"" + platform.address() + "\"}")
                .path("secret")
                .asString();
    }

    private void sendToAlex() {
        var mailboxPage = owner.url();
        owner.getByText("Write").first().click();
        owner.getByLabel("To", new Page.GetByLabelOptions().setExact(false))
                .first()
                .fill(ALEX);
        owner.getByLabel("Subject").fill("Your proposal");
        owner.getByLabel("Message").fill("Dear Alex, may we show you something?");
        Chromium.shoot(owner, "compose");
        button(owner, "Send").click();
        owner.waitForURL(MAILBOX);
        owner.navigate(mailboxPage);
        Chromium.shoot(owner, "mailbox");
    }

    /** Opens the mail in Alex's mailbox at the sandbox and writes an answer, up to the Send button. */
    private Page replyAsAlex() {
        var tab = owner.context().newPage();
        tab.navigate(demo.sandbox("/outlook/" + ALEX).toString());
        var mail = tab.getByText("Your proposal").first();
        for (var tries = 0; tries < 20 && mail.count() == 0; tries++) {
            tab.waitForTimeout(250);
            tab.reload();
        }
        mail.click();
        tab.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Reply").setExact(true))
                .click();
        tab.getByLabel("Message").fill("Gladly, tell me more.");
        return tab;
    }

    private static Locator heading(Page page, String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    private static Locator button(Page page, String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }
}
