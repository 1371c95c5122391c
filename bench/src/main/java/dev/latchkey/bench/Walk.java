package dev.latchkey.bench;

import dev.latchkey.acceptance.Owner;

/** The walk of the README, as far as it loads the process: connect, write, read the answer. */
record Walk(Owner owner) {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@contoso.example";

    void connectSendAndReceive() {
        var page = owner.page();
        owner.connect(ADELE);
        var mailbox = page.url();
        page.getByText("Write").first().click();
        page.getByLabel("To").first().fill(ALEX);
        page.getByLabel("Subject").fill("Your proposal");
        page.getByLabel("Message").fill("Dear Alex, may we show you something?");
        owner.button("Send").click();
        page.waitForURL("**/mailboxes/mbx_**");
        page.navigate(mailbox);
        Outlook.send(owner.demo(), ALEX, ADELE, "Gladly");
        page.getByText("Gladly").first().waitFor();
    }
}
