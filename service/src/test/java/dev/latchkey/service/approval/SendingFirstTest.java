package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.db.Transactions;
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
        Stopped.forget();
    }

    @Test
    void whatWasRefusedOnceIsOfferedToNobodyThereAgain() {
        var first = Stopped.at("adele@fabrikam.example", "send_and_read");

        var atMicrosoft = first.waiting().press(OFFER);
        assertThat(atMicrosoft.text()).contains("Need admin approval");
        atMicrosoft.press("Return to the application without granting consent").sendForm();

        assertThat(first.waiting().text()).contains("Try again").doesNotContain(OFFER);
        assertThat(Stopped.at("alex@fabrikam.example", "send_and_read")
                        .waiting()
                        .text())
                .contains("Try again")
                .doesNotContain(OFFER);
    }

    @Test
    void whatNothingCameBackOfIsOfferedUntilItWasSilentForTenMinutes() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        member.waiting().press(OFFER);
        assertThat(member.waiting().text()).contains(OFFER);

        sql(
                "update connect_links set tried_sending_at = now() - interval '11 minutes' where tried_sending_at is not null");

        assertThat(member.waiting().text()).doesNotContain(OFFER);
    }

    private void sql(String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class).sql(statement).update());
    }
}
