package dev.latchkey.acceptance;

import com.microsoft.playwright.Page;

/** Somebody's mailbox at the sandbox. */
final class Inbox {

    private static final int LOOKS = 40;
    private static final int PAUSE_MILLIS = 250;

    private Inbox() {}

    /** Opens the mail whose subject begins so, as soon as it has arrived, on that page. */
    static Page open(Demo demo, Page page, String address, String subject) {
        page.navigate(demo.sandbox("/outlook/" + address).toString());
        var mail = page.getByText(subject).first();
        for (var looks = 0; looks < LOOKS && mail.count() == 0; looks++) {
            page.waitForTimeout(PAUSE_MILLIS);
            page.reload();
        }
        mail.click();
        return page;
    }
}
