package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An organization's own rules about who may use the application, and from where: how people meet them and get past. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesTest {

    private static final String BLOCKED = "You cannot access this right now";

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
    void whoIsNotAssignedIsToldWhoCanAssignThemAndGoesOnAfterwards() {
        owner.connect("adele@adventure-works.example");
        var administrator = Administrator.of(demo, chromium, "adventure-works.example");
        administrator.follow("Enterprise applications").follow("Enginy AI").follow("(API permissions)");
        administrator.follow("Grant admin consent for Adventure Works").press("Accept");
        administrator.follow("Properties");
        administrator.check("Yes: only users").save();

        owner.startConnecting("alex@adventure-works.example");
        assertThat(owner.heading("The app is not assigned to you")).isVisible();
        assertThat(member.getByText(
                        "Your administrator limits Enginy AI to certain people, and you are not among them."))
                .isVisible();
        assertThat(member.getByText("Users and groups > Add user/group")).isVisible();
        assertThat(member.getByText("Who can fix it: your administrator")).isVisible();
        Chromium.shoot(member, "not-assigned");

        var toTheUsers = member.locator(".diagnosis li a").first().getAttribute("href");
        administrator.page().navigate(toTheUsers);
        assertThat(administrator.heading("Enginy AI: Users and groups")).isVisible();
        administrator.check("alex@adventure-works.example").save();

        Owner.link(member, "Try again").click();
        owner.goesOn("Connect Microsoft 365");
    }

    /** "Exclude the application from restrictive policies or create an exception": the second is what helps. */
    @Test
    void conditionalAccessLetsThroughWhoIsExcludedAndNeverStopsForLegacyAuthenticationAlone() {
        isBlocked("adele@northwind.example");
        var administrator = new Administrator(chromium.person());
        administrator.page().navigate(owner.approvalPage());
        assertThat(
                        administrator.text(
                                "Excluding only Enginy AI does not help: Microsoft judges permissions on mail as access to Office 365 Exchange Online."))
                .isVisible();
        assertThat(administrator.text("A policy that blocks legacy authentication never stops this application"))
                .isVisible();
        administrator.follow("Open the policies").signIn("admin@northwind.example");
        administrator
                .follow("Block third-party apps")
                .check("Exclude Enginy AI")
                .save();
        var stillBlocked = owner.secondTab("Try again");
        assertThat(stillBlocked.getByText(BLOCKED).first()).isVisible();
        stillBlocked.close();

        administrator
                .follow("Block third-party apps")
                .check("adele@northwind.example")
                .save();
        owner.goesOn("Try again", "Accept");

        isBlocked("alex@northwind.example");
        administrator
                .follow("Block third-party apps")
                .check("Legacy authentication clients")
                .save();
        owner.goesOn("Try again", "Accept");
    }

    private void isBlocked(String address) {
        owner.startConnecting(address);
        assertThat(member.getByText(BLOCKED).first()).isVisible();
        owner.whatNow();
        owner.saw("CANNOT_ACCESS");
        assertThat(owner.heading("A rule of your company stopped you")).isVisible();
    }
}
