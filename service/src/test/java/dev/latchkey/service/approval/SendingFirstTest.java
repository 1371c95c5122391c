package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** "Connect for sending now" where Microsoft lets nobody consent to that either. */
class SendingFirstTest {

    private static final String OFFER = "Connect for sending now";

    private final DemoWorld world = DemoWorld.shared();

    @AfterEach
    void asItWas() {
        sql("update connect_links set tried_sending_at = null");
        sql("delete from consent_probes");
        Stopped.forget();
    }

    @Test
    void whatWasRefusedOnceIsOfferedToNobodyThereAgain() {
        var first = Stopped.at("adele@fabrikam.example", "send_and_read");

        var atMicrosoft = first.waiting().press(OFFER);
        assertThat(atMicrosoft.text()).contains("Need admin approval");
        atMicrosoft.press("Return to the application without granting consent").sendForm();
        first.waiting().choose("NEED_ADMIN_APPROVAL");

        assertThat(first.waiting().text()).contains("Try again").doesNotContain(OFFER);
        assertThat(Stopped.at("alex@fabrikam.example", "send_and_read")
                        .waiting()
                        .text())
                .contains("Try again")
                .doesNotContain(OFFER);
    }

    /** Cancel leads back from most of Microsoft's pages, and silence from any. */
    @Test
    void whoOnlyCancelsOrComesBackTakesTheOfferFromNobody() {
        var other = Stopped.at("alex@fabrikam.example", "send_and_read");
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");

        member.waiting()
                .press(OFFER)
                .press("Return to the application without granting consent")
                .sendForm();

        assertThat(member.waiting().text()).contains(OFFER);
        assertThat(other.waiting().text()).contains(OFFER);
    }

    /** What stopped them was the whole, which they tried afterwards. */
    @Test
    void whoIsStoppedByTheWholeAfterwardsTakesTheOfferFromNobody() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        member.waiting().press(OFFER);

        world.triesAgain(member.waiting(), "Try again");
        member.waiting().choose("NEED_ADMIN_APPROVAL");

        assertThat(member.waiting().text()).contains(OFFER);
    }

    @Test
    void whoConnectsForSendingAlthoughTheRestIsGrantedByNowGetsTheRestAtOnce() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        var page = member.waiting();
        // granted where we hear nothing of it
        var elsewhere =
                Stopped.toMicrosoft(new Visitor(), Stopped.page()).toString().replaceAll("state=[^&]*", "state=none");
        Stopped.signIn(new Visitor(), URI.create(elsewhere)).press("Accept");

        page.press(OFFER).sendForm();

        var mailbox = page.address().getPath().replaceFirst("/mailboxes/", "");
        WatchedMailbox.eventually(() -> world.api()
                .get("/v1/mailboxes/" + mailbox)
                .json()
                .path("access")
                .asString()
                .equals("send_and_read"));
        assertThat(member.waiting().text()).contains("This mailbox is connected");
    }

    private void sql(String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class).sql(statement).update());
    }
}
