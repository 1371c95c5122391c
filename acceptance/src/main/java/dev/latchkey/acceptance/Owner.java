package dev.latchkey.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The owner of the demo's workspace at their browser. */
public record Owner(Demo demo, Page page) {

    private static final String MAILBOX = "**/mailboxes/mbx_**";

    /** Opens the link that the first start printed, and chooses a password. */
    public static Owner comesIn(Demo demo, Page page) {
        page.navigate(demo.ownerLink().toString());
        page.getByLabel("Name").fill("Olive Owner");
        page.getByLabel("Email address").fill("olive@enginy.example");
        page.getByLabel("New password").fill("correct horse battery");
        var owner = new Owner(demo, page);
        owner.button("Start").click();
        owner.heading("Email integration settings").waitFor();
        return owner;
    }

    /** Leaves for Microsoft and signs in there as that person; ends on what Microsoft then asks. */
    public void startConnecting(String address) {
        page.navigate(demo.service("/settings/email").toString());
        page.getByLabel("Mailbox address (optional)").fill(address);
        button("Connect Microsoft 365").click();
        page.waitForURL(demo.sandbox("/") + "**");
        page.getByLabel("Password").fill("any");
        button("Sign in").click();
    }

    /** Connects a mailbox whose user may consent; returns its id. */
    public String connect(String address) {
        startConnecting(address);
        button("Accept").click();
        return mailboxId();
    }

    /** Comes back to the settings from a page of Microsoft's that sends nothing back, and is asked which it was. */
    public void whatNow() {
        page.navigate(demo.service("/settings/email").toString());
        link(page, "What now?").click();
    }

    /** Answers that question, such as with {@code NEED_ADMIN_APPROVAL}. */
    public void saw(String shown) {
        page.locator("button[value=" + shown + "]").click();
    }

    /** The page for the administrators of whoever waits. */
    public String approvalPage() {
        return page.getByText("Open the page for your administrator").getAttribute("href");
    }

    /** The second tab that this button of the waiting page opens. */
    public Page secondTab(String button) {
        // before its script has run, the page would go there itself
        page.waitForLoadState();
        return page.context().waitForPage(() -> button(button).click());
    }

    /** Connects in a second tab with that button, and those at Microsoft; the waiting page notices. */
    public void goesOn(String button, String... there) {
        var tab = secondTab(button);
        for (var next : there) {
            button(tab, next).click();
        }
        tab.waitForURL(MAILBOX);
        tab.close();
        page.getByText("This mailbox is connected.").waitFor();
    }

    /** Waits for the page of the mailbox that has just been connected. */
    public String mailboxId() {
        page.waitForURL(MAILBOX);
        return page.url().replaceFirst(".*/mailboxes/", "").replaceFirst("[?/].*", "");
    }

    /** Creates an API key, and stays on the page that shows it. */
    public Api api() {
        page.navigate(demo.service("/settings/api-keys").toString());
        page.getByLabel("Name").fill("Enginy");
        button("Create key").click();
        return new Api(page.locator(".good code").textContent());
    }

    public Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    public Locator button(String text) {
        return button(page, text);
    }

    public static Locator button(Page page, String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    /** The first link of that name. */
    public static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first();
    }
}
