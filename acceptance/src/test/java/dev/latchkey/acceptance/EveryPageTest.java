package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Every page of the service and of the sandbox can be used by everybody, on a desktop and on a phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryPageTest {

    private static final String PASSWORD = "correct horse battery";

    private final Demo demo = Demo.start();
    private final Chromium chromium = Chromium.start();
    private final Page page = chromium.person();
    private final PageCheck pages = new PageCheck();
    private final List<String> links = new ArrayList<>();
    private Owner owner = new Owner(demo, page);

    @AfterAll
    void end() {
        chromium.close();
        demo.close();
    }

    /** Pages that come as the answer to a form, and Microsoft's own on the way. */
    @Test
    @Order(1)
    void thePagesOfTheJourney() {
        var welcome = demo.ownerLink();
        page.navigate(welcome.toString());
        look();
        owner = Owner.comesIn(demo, page);
        var stranger = chromium.person();
        stranger.navigate(welcome.toString());
        pages.check(stranger, "en");
        wrongPassword(stranger);

        connectAndWrite();
        askAndWait();
        notGranted(chromium.person(), "en");
        notGranted(chromium.spanishInTheDark().newPage(), "es");
        blocked("adele@fabrikam.example", "Need admin approval");
        blocked("adele@northwind.example", "You cannot access this right now");
        declined();
        shownOnce();

        assertThat(pages.findings()).isEmpty();
    }

    @Test
    @Order(2)
    void thePagesOfTheServiceInBothLanguagesInLightAndDark() {
        var starts = new ArrayList<>(links);
        for (var start : new String[] {"/settings/email", "/guide", "/sign-in"}) {
            starts.add(demo.service(start).toString());
        }
        page.navigate(demo.service("/no/such/page").toString());
        look();
        var visited = new Crawl(page, demo.service("/").toString()).from(starts, this::look);
        assertThat(visited)
                .extracting(address -> address.replaceFirst("https?://[^/]+", ""))
                .anyMatch(address -> address.startsWith("/approve/"))
                .anyMatch(address -> address.contains("/outbox"))
                .anyMatch(address -> address.contains("/messages/"))
                .anyMatch(address -> address.startsWith("/guide/developers"))
                .contains("/docs", "/settings/members", "/settings/api-keys");

        var spanish = chromium.spanishInTheDark().newPage();
        spanish.navigate(demo.service("/sign-in").toString());
        spanish.locator("[name=email]").fill("olive@enginy.example");
        spanish.locator("[name=password]").fill(PASSWORD);
        spanish.locator("main button").click();
        spanish.waitForURL("**/settings/email**");
        visited.forEach(address -> {
            spanish.navigate(address.replace("language=en", "language=es"));
            pages.checkOnPhone(spanish, "es");
        });

        assertThat(pages.opened()).contains("Disconnect", "Desconectar", "Delete", "Remove", "Revoke the link");
        assertThat(pages.findings()).isEmpty();
    }

    @Test
    @Order(3)
    void thePagesOfTheSandbox() {
        var administrator = Administrator.of(demo, chromium, "contoso.example").page();
        var visited = new Crawl(administrator, demo.sandbox("/").toString())
                .from(
                        List.of(
                                demo.sandbox("/").toString(),
                                demo.sandbox("/entra/contoso.example").toString(),
                                demo.sandbox("/outlook/alex@contoso.example").toString(),
                                demo.sandbox("/outlook/internet").toString()),
                        () -> pages.check(administrator, "en"));

        assertThat(visited).hasSizeGreaterThan(18);
        assertThat(pages.findings()).isEmpty();
    }

    private void wrongPassword(Page stranger) {
        stranger.navigate(demo.service("/sign-in").toString());
        stranger.getByLabel("Email address").fill("olive@enginy.example");
        stranger.getByLabel("Password").fill("not this one");
        Owner.button(stranger, "Sign in").click();
        assertThat(stranger.getByRole(AriaRole.ALERT)).isVisible();
        pages.check(stranger, "en");
    }

    private void connectAndWrite() {
        page.getByLabel("Mailbox address (optional)").fill("adele@adventure-works.example");
        owner.button("Connect Microsoft 365").click();
        assertThat(owner.heading("Enter password")).isVisible();
        look();
        page.getByLabel("Password").fill("any");
        owner.button("Sign in").click();
        assertThat(owner.heading("Permissions requested")).isVisible();
        look();
        owner.button("Accept").click();
        var mailbox = demo.service("/mailboxes/" + owner.mailboxId()).toString();
        page.navigate(mailbox + "/compose");
        page.getByLabel("To").first().fill("nobody");
        owner.button("Send").click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        look();
        page.getByLabel("To").first().fill("alex@contoso.example");
        page.getByLabel("Subject").fill("Your proposal");
        page.getByLabel("Message").fill("Dear Alex");
        owner.button("Send").click();
        page.waitForURL("**/mailboxes/mbx_**");
    }

    private void askAndWait() {
        owner.startConnecting("alex@contoso.example");
        assertThat(owner.heading("Approval required")).isVisible();
        look();
        page.getByLabel("Enter justification").fill("Required for CRM integration");
        owner.button("Request approval").click();
        assertThat(owner.heading("Request sent")).isVisible();
        look();
        whatNow();
        page.getByText("Microsoft showed something else").click();
        page.getByLabel("Copy the text of Microsoft's page")
                .or(page.locator("textarea[name=text]"))
                .first()
                .fill("AADSTS53003");
        owner.button("Explain it").click();
        assertThat(page.locator(".diagnosis")).isVisible();
        look();
        whatNow();
        page.locator("button[value=APPROVAL_REQUIRED]").click();
        assertThat(owner.heading("Your request is with your administrator")).isVisible();
        links.add(page.url());
        links.add(owner.approvalPage());
    }

    /** The administrator reads what is asked for and decides against it. */
    private void notGranted(Page administrator, String language) {
        administrator.navigate(owner.approvalPage());
        administrator.locator("a.primary").click();
        new Administrator(administrator).signIn("admin@contoso.example").press("Cancel");
        assertThat(administrator.locator(".diagnosis")).isVisible();
        pages.check(administrator, language);
        administrator.navigate(demo.service("/approve/callback/lost").toString());
        pages.check(administrator, language);
    }

    /** A page of Microsoft's without a way back, and the question that is asked afterwards. */
    private void blocked(String address, String shown) {
        owner.startConnecting(address);
        assertThat(page.getByText(shown).first()).isVisible();
        look();
        whatNow();
        links.add(page.url());
    }

    private void declined() {
        owner.startConnecting("adele@woodgrove.example");
        owner.button("Cancel").click();
        assertThat(owner.heading("You did not accept the permissions")).isVisible();
        look();
        links.add(page.url());
    }

    private void shownOnce() {
        owner.api();
        look();
        page.navigate(demo.service("/settings/webhooks").toString());
        page.getByLabel("Address").fill("http://127.0.0.1:9/hook");
        owner.button("Add endpoint").click();
        assertThat(page.locator(".good .copy")).isVisible();
        look();
        page.navigate(demo.service("/settings/members").toString());
        page.getByLabel("Email address").fill("max@enginy.example");
        owner.button("Make an invitation link").click();
        assertThat(page.locator(".good .copy")).isVisible();
        look();
    }

    private void whatNow() {
        owner.whatNow();
        assertThat(owner.heading("What did Microsoft show?")).isVisible();
        look();
    }

    private void look() {
        pages.check(page, "en");
    }
}
