package dev.latchkey.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** An administrator of one of the sandbox's organizations, at a browser of their own. */
record Administrator(Page page) {

    /** On the first page of the admin center. */
    static Administrator of(Demo demo, Chromium chromium, String domain) {
        var administrator = new Administrator(chromium.person());
        administrator.page.navigate(demo.sandbox("/entra/" + domain).toString());
        return administrator.signIn("admin@" + domain);
    }

    /** Where the sandbox asks who it is. */
    Administrator signIn(String address) {
        page.getByLabel("Email address").fill(address);
        press("Next");
        page.getByLabel("Password").fill("any");
        press("Sign in");
        return this;
    }

    Administrator follow(String link) {
        Owner.link(page, link).click();
        return this;
    }

    Administrator press(String button) {
        Owner.button(page, button).click();
        return this;
    }

    Administrator check(String label) {
        page.getByLabel(label).first().check();
        return this;
    }

    /** Presses Save, and returns when it is done. */
    Administrator save() {
        page.waitForResponse(answer -> answer.request().method().equals("POST"), () -> press("Save"));
        return this;
    }

    Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }
}
