package dev.latchkey.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The owner of the demo's workspace at their browser. */
public record Owner(Demo demo, Page page) {

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

    /** Waits for the page of the mailbox that has just been connected. */
    public String mailboxId() {
        page.waitForURL("**/mailboxes/mbx_**");
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
}
