package dev.latchkey.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A person whose clicks and pages are counted. Filling in a field is no click; going back by hand is one. */
final class Walker {

    private static final Pattern MAILBOX = Pattern.compile(".*/mailboxes/mbx_.*");

    private final Page page;
    private final List<String> clicks = new ArrayList<>();
    private final Set<String> pages = new LinkedHashSet<>();

    Walker(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    Walker type(String label, String text) {
        page.getByLabel(label).first().fill(text);
        return this;
    }

    Walker press(String button) {
        return click(Owner.button(page, button), button);
    }

    Walker follow(String link) {
        return click(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)), link);
    }

    Walker click(Locator target, String name) {
        target.first().waitFor();
        sees(heading(page));
        clicks.add(name);
        target.first().click();
        return this;
    }

    /** To a page that is known from before. */
    Walker back(String address, String name) {
        sees(heading(page));
        clicks.add(name);
        page.navigate(address);
        return this;
    }

    Walker sees(String heading) {
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading))
                .first()
                .waitFor();
        pages.add(heading);
        return this;
    }

    /** On the page of the connected mailbox. */
    void arrives() {
        page.waitForURL(MAILBOX);
        pages.add(heading(page));
    }

    /** The same in the second tab that this button opens, after pressing those buttons there. */
    void arrivesInASecondTab(String button, String... there) {
        Owner.button(page, button).waitFor();
        var second = new Walker(page.context().waitForPage(() -> press(button)));
        for (var next : there) {
            second.press(next);
        }
        second.arrives();
        second.page.close();
        clicks.addAll(second.clicks);
        pages.addAll(second.pages);
    }

    List<String> clicks() {
        return clicks;
    }

    String counted() {
        return clicks.size() + " clicks, " + pages.size() + " pages: " + String.join(" › ", clicks);
    }

    private static String heading(Page page) {
        return page.locator("h1").first().textContent().strip();
    }
}
