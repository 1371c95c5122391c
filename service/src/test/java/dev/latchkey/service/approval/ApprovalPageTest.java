package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a tenant's administrators read on the page that they were sent. */
class ApprovalPageTest {

    private final DemoWorld world = DemoWorld.shared();

    @BeforeEach
    void nobodyIsConnected() {
        Stopped.forget();
    }

    @AfterEach
    void asItWas() {
        Stopped.forget();
    }

    @Test
    void explainsWhatMicrosoftsPageSaysToWhoeverHasNoSession() {
        Stopped.at("adele@fabrikam.example", "send_and_read");

        var page = new Visitor().open(Stopped.page()).press("Explain it", Map.of("text", "Error code: 53003"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page().select("[aria-labelledby=explain]").text())
                .contains("AADSTS53003", "Conditional Access");
    }

    @Test
    void namesTheSignInsThatMicrosoftStoppedAndToldUsOf() {
        var member = Stopped.at("adele@fabrikam.example", "send_and_read");
        assertThat(member.triesAgain().text()).contains("Need admin approval");

        assertThat(new Visitor().open(Stopped.page()).page().select("#ca ~ ul").text())
                .containsPattern("a•••@fabrikam.example, AADSTS65001, Correlation ID [0-9a-f-]{36}");
    }

    @Test
    void saysWhoIsConnectedAndWhatIsStillMissing() {
        var member = Stopped.at("adele@fabrikam.example", "send");
        Stopped.signIn(new Visitor(), Stopped.toMicrosoft(new Visitor(), Stopped.page()))
                .press("Accept");
        assertThat(member.triesAgain().address().getPath()).startsWith("/mailboxes/");
        Stopped.at("alex@fabrikam.example", "send_and_read");
        sql(
                "update tenants set consent = 'partial', granted_scopes = '{Mail.Send,User.Read}' where domain = 'fabrikam.example'");

        assertThat(new Visitor().open(Stopped.page()).page().select("#state").text())
                .contains("Connected already (1): a•••@fabrikam.example", "Still missing: Mail.ReadWrite");
    }

    /** SMTP.Send too, whose whole name has another address before it. */
    @Test
    void saysWhatTheSevenPermissionsOfTheGuideAdd() {
        Stopped.at("adele@fabrikam.example", "send_and_read");

        assertThat(new Visitor()
                        .open(Stopped.page())
                        .page()
                        .select("#a ~ details")
                        .text())
                .contains(
                        "Mail.Read 570282fd",
                        "Mail.ReadBasic a4b8392a",
                        "SMTP.Send 258f6531-6087-4cc4-bb90-092c5fb3ed3f");
    }

    private void sql(String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class).sql(statement).update());
    }
}
