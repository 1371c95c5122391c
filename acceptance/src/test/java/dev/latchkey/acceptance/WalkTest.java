package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
    private Page page = chromium.person();
    private Owner owner = new Owner(demo, page);

    @BeforeAll
    void theOwnerComesInByTheLinkThatWasPrinted() {
        page.navigate(demo.ownerLink().toString());
        Chromium.shoot(page, "welcome");
        owner = Owner.comesIn(demo, page);
        Chromium.shoot(page, "settings-empty");
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

            var listed = page.getByText("Re: Your proposal").first();
            Owner.button(tab, "Send").click();
            assertThat(listed).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(2_000));

            var delivery = platform.await("message.replied");
            delivery.verify(secret);
            assertThat(delivery.json().path("data").path("outgoing_id").asString(""))
                    .startsWith("out_");
            listed.click();
            assertThat(page.frameLocator("iframe").getByText("Gladly, tell me more."))
                    .isVisible();
            Chromium.shoot(page, "mailbox-reply");
        }
    }

    @Test
    @Order(2)
    void alexNeedsApprovalAsksGetsItAndConnects() {
        owner.startConnecting(ALEX);
        assertThat(owner.heading("Approval required")).isVisible();
        Chromium.shoot(page, "approval-required");
        page.getByLabel("Enter justification").fill("Required for CRM integration");
        owner.button("Request approval").click();
        assertThat(owner.heading("Request sent")).isVisible();

        page.navigate(demo.service("/settings/email").toString());
        Chromium.shoot(page, "settings-waiting");
        owner.whatNow();
        Chromium.shoot(page, "connect-waiting");

        var administrator = chromium.person();
        administrator.navigate(demo.sandbox("/entra/contoso.example/requests").toString());
        new Administrator(administrator).signIn("admin@contoso.example");
        administrator.navigate(demo.sandbox("/entra/contoso.example/requests").toString());
        administrator.getByText("Review permissions and consent").click();
        Owner.button(administrator, "Accept").click();

        var tab = page.context()
                .waitForPage(() -> owner.button("Connect Microsoft 365").click());
        tab.waitForURL(MAILBOX);
        assertThat(tab.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(ALEX)))
                .isVisible();
        assertThat(page.getByText("This mailbox is connected.")).isVisible();
        tab.close();
    }

    @Test
    @Order(3)
    void whoDeclinesSeesWhatHappenedAndHowToGoOn() {
        owner.startConnecting("admin@fabrikam.example");
        owner.button("Cancel").click();

        assertThat(owner.heading("You did not accept the permissions")).isVisible();
        assertThat(owner.heading("What did Microsoft show?")).isVisible();
        assertThat(owner.button("Connect Microsoft 365")).isVisible();
        Chromium.shoot(page, "declined");
    }

    @Test
    @Order(4)
    void theSettingsListEveryMailboxWithItsStatus() {
        page.navigate(demo.service("/settings/email").toString());

        assertThat(page.getByText(ADELE).first()).isVisible();
        assertThat(page.getByText(ALEX).first()).isVisible();
        Chromium.shoot(page, "settings");
        page.setViewportSize(360, 780);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        for (var link : page.locator("header a, header button").all()) {
            var box = link.boundingBox();
            assertThat(box.x + box.width).as(link.textContent()).isBetween(1.0, 360.0);
        }
        page.setViewportSize(1280, 900);
    }

    private void connectAdele() {
        owner.startConnecting(ADELE);
        assertThat(owner.heading("Permissions requested")).isVisible();
        Chromium.shoot(page, "permissions-requested");
        owner.button("Accept").click();
        page.waitForURL(MAILBOX);
        assertThat(owner.heading(ADELE)).isVisible();
    }

    private String registerWebhook(Receiver platform) {
        var mailboxPage = page.url();
        var api = owner.api();
        Chromium.shoot(page, "api-keys");
        page.navigate(mailboxPage);
        return api.post(demo.service("/v1/webhook-endpoints"), "{\"url\":\"" + platform.address() + "\"}")
                .path("secret")
                .asString();
    }

    private void sendToAlex() {
        var mailboxPage = page.url();
        page.getByText("Write").first().click();
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(false))
                .first()
                .fill(ALEX);
        page.getByLabel("Subject").fill("Your proposal");
        page.getByLabel("Message").fill("Dear Alex, may we show you something?");
        Chromium.shoot(page, "compose");
        owner.button("Send").click();
        page.waitForURL(MAILBOX);
        page.navigate(mailboxPage);
        Chromium.shoot(page, "mailbox");
    }

    /** Opens the mail in Alex's mailbox at the sandbox and writes an answer, up to the Send button. */
    private Page replyAsAlex() {
        var tab = Inbox.open(demo, page.context().newPage(), ALEX, "Your proposal");
        tab.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Reply").setExact(true))
                .click();
        tab.getByLabel("Message").fill("Gladly, tell me more.");
        return tab;
    }
}
