package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.mailbox.AccessReply;
import dev.latchkey.service.mailbox.MailboxAccess;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * An administrator who grants less than is in use would take the rest away from everybody, at Microsoft as in the sandbox.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent">Grant admin consent</a>
 */
class NarrowerConsentTest {

    private final DemoWorld world = DemoWorld.shared();

    @AfterEach
    void asItWas() {
        Stopped.forget();
    }

    @Test
    void whoReadsKeepsReadingWhenAnApprovalForSendingAloneIsGranted() {
        sql("delete from approval_waiters");
        var sender = Stopped.at("adele@fabrikam.example", "send");
        var reader = Stopped.at("alex@fabrikam.example", "send_and_read");
        grant();
        var mailbox = connected(reader.goOn());
        assertThat(addresses()).containsExactly("adele@fabrikam.example");

        var narrower = grant();

        assertThat(scopes(narrower)).contains("Mail.Send", "Mail.ReadWrite");
        assertThat(refreshed(mailbox)).isInstanceOf(AccessReply.Fresh.class);
        assertThat(refreshed(connected(sender.goOn()))).isInstanceOf(AccessReply.Fresh.class);
        assertThat(refreshed(mailbox)).isInstanceOf(AccessReply.Fresh.class);
        assertThat(world.api()
                        .get("/v1/mailboxes/" + mailbox)
                        .json()
                        .path("access")
                        .asString())
                .isEqualTo("send_and_read");
    }

    @Test
    void whatAnAdministratorTakesBackIsSaidWithTheMailboxAndTheRestGoesOn() {
        var reader = Stopped.at("alex@fabrikam.example", "send_and_read");
        var page = grant();
        var mailbox = connected(reader.goOn());

        // another installation's link, or the administrator's own
        Stopped.signIn(new Visitor(), URI.create(page.toString().replace("Mail.ReadWrite", "Mail.Send")))
                .press("Accept");

        assertThat(refreshed(mailbox)).isInstanceOf(AccessReply.Fresh.class);
        var told = world.api().get("/v1/mailboxes/" + mailbox).json();
        assertThat(told.path("status").asString()).isEqualTo("active");
        assertThat(told.path("granted_scopes").toString()).contains("Mail.Send").doesNotContain("Mail.ReadWrite");
        assertThat(told.path("diagnosis").path("cause").asString()).isEqualTo("permissions_reduced");
        assertThat(told.path("diagnosis").path("what_happened").asString()).contains("Missing: Mail.ReadWrite.");
        assertThat(world.owner().open(world.service().at("/settings/email")).text())
                .contains("This mailbox has fewer permissions than it needs");

        Stopped.signIn(new Visitor(), page).press("Accept");

        assertThat(refreshed(mailbox)).isInstanceOf(AccessReply.Fresh.class);
        assertThat(world.api()
                        .get("/v1/mailboxes/" + mailbox)
                        .json()
                        .path("diagnosis")
                        .isMissingNode())
                .isTrue();
    }

    /** An administrator clicks the link of the page and accepts; returns where it led. */
    private static URI grant() {
        var administrator = new Visitor();
        var toMicrosoft = Stopped.toMicrosoft(administrator, Stopped.page());
        Stopped.signIn(administrator, toMicrosoft).press("Accept");
        return toMicrosoft;
    }

    private static String connected(Visitor member) {
        var path = member.address().getPath();
        assertThat(path).as(member.text()).startsWith("/mailboxes/");
        return path.substring("/mailboxes/".length());
    }

    private static Set<String> scopes(URI toMicrosoft) {
        var scope = UriComponentsBuilder.fromUri(toMicrosoft)
                .build()
                .getQueryParams()
                .getFirst("scope");
        return Scopes.parse(URLDecoder.decode(String.valueOf(scope), StandardCharsets.UTF_8));
    }

    /** Whose members still wait, as the administrator's page counts them. */
    private List<String> addresses() {
        var waiting = new ArrayList<String>();
        Stopped.tenant()
                .path("waiting")
                .forEach(waiter -> waiting.add(waiter.path("address").asString()));
        return waiting;
    }

    private AccessReply refreshed(String mailbox) {
        sql("update mailbox_tokens set sealed_access = null where mailbox_id = '" + mailbox + "'");
        return world.service().bean(MailboxAccess.class).token(world.workspace(), mailbox);
    }

    private void sql(String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> service.bean(JdbcClient.class).sql(statement).update());
    }
}
