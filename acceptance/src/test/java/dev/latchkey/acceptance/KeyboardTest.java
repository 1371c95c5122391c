package dev.latchkey.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The way to a connected mailbox for whoever cannot use a mouse: Tab, Enter and typing, and always to be seen where one is. */
class KeyboardTest {

    private static final int PATIENCE = 60;

    private static final String FOCUS_SHOWS = """
            () => {
              const style = getComputedStyle(document.activeElement);
              return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
            }
            """;

    @Test
    void aMailboxIsConnectedAndAnApprovalIsAskedForWithoutAMouse() {
        try (var demo = Demo.start();
                var chromium = Chromium.start()) {
            var person = new Person(chromium.person());
            signIn(demo, chromium, person);

            leave(person, "adele@adventure-works.example");
            person.enter(person.button("Accept"));
            person.page().waitForURL("**/mailboxes/mbx_**");

            person.page().navigate(demo.service("/settings/email").toString());
            leave(person, "alex@contoso.example");
            person.type(person.page().getByLabel("Enter justification"), "Required for CRM integration");
            person.enter(person.button("Request approval"));
            person.sees("Request sent");

            person.page().navigate(demo.service("/settings/email").toString());
            person.enter(person.link("What now?"));
            person.enter(person.page().locator("button[value=APPROVAL_REQUIRED]"));
            person.sees("Your request is with your administrator");
        }
    }

    /** As a member who chose a password before. */
    private static void signIn(Demo demo, Chromium chromium, Person person) {
        Owner.comesIn(demo, chromium.person());
        person.page().navigate(demo.service("/sign-in").toString());
        person.type(person.page().getByLabel("Email address"), "olive@enginy.example");
        person.type(person.page().getByLabel("Password"), "correct horse battery");
        person.press("Enter");
        person.sees("Email integration settings");
    }

    /** From the settings to Microsoft, and past the password there. */
    private static void leave(Person person, String address) {
        person.type(person.page().getByLabel("Mailbox address (optional)"), address);
        person.press("Enter");
        person.sees("Enter password");
        person.type(person.page().getByLabel("Password"), "any");
        person.press("Enter");
    }

    /** Somebody with a keyboard only. */
    private record Person(Page page) {

        void type(Locator field, String text) {
            reach(field);
            page.keyboard().type(text);
        }

        void enter(Locator target) {
            reach(target);
            press("Enter");
        }

        void press(String key) {
            page.keyboard().press(key);
        }

        void sees(String heading) {
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading)))
                    .isVisible();
        }

        Locator button(String name) {
            return Owner.button(page, name);
        }

        Locator link(String name) {
            return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                    .first();
        }

        private void reach(Locator target) {
            target.waitFor();
            for (var steps = 0; !isFocused(target); steps++) {
                assertThat(steps).as("Tab to %s", target).isLessThan(PATIENCE);
                press("Tab");
                assertThat((Boolean) page.evaluate(FOCUS_SHOWS))
                        .as("the focus shows on %s", page.evaluate("document.activeElement.outerHTML"))
                        .isTrue();
            }
        }

        private static boolean isFocused(Locator target) {
            return (Boolean) target.evaluate("element => element === document.activeElement");
        }
    }
}
