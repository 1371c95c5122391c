package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The way back of administrators can be made up by anybody: whatever it says, no mailbox is linked, Microsoft is asked for no
 * token, and nothing is taken for granted.
 */
class AdminConsentAttackTest {

    private static final String CHECKING = "Recorded at Microsoft, checking";
    private static final String OTHER_TENANT = "99999999-9999-4999-8999-999999999999";

    private final DemoWorld world = DemoWorld.shared();
    private final Visitor administrator = new Visitor();

    private URI page;
    private List<String> connections;
    private long codes;

    @BeforeEach
    void aMemberWaits() {
        sql(world.workspace(), "update tenants set consent = 'unknown'");
        Stopped.at("adele@fabrikam.example", "send_and_read");
        page = Stopped.page();
        assertThat(Stopped.consent()).isEqualTo("needed");
        connections = world.connections();
        codes = world.codesBrought();
    }

    @AfterEach
    void nothingIsLinkedAndNoTokenAskedFor() {
        assertThat(world.connections()).isEqualTo(connections);
        assertThat(world.codesBrought()).isEqualTo(codes);
        Stopped.forget();
    }

    @Test
    void aMadeUpStateChangesNothing() {
        for (var state : List.of("made-up", "made.up", ".", "")) {
            assertThat(back(new Visitor(), state, granted()).text()).contains(CHECKING);
        }
        assertThat(Stopped.consent()).isEqualTo("needed");
    }

    @Test
    void theStateOfAnotherBrowserChangesNothingAndStaysGoodForItsOwn() {
        var state = leave(administrator, page);

        assertThat(back(new Visitor(), state, granted()).text()).contains(CHECKING);
        assertThat(Stopped.consent()).isEqualTo("needed");

        assertThat(back(administrator, state, granted()).text()).contains("reported");
        assertThat(Stopped.consent()).isEqualTo("reported");
    }

    @Test
    void aDeclineThatAnotherBrowserBringsLeadsToNobodysPage() {
        var state = leave(administrator, page);

        var forger = back(new Visitor(), state, "error=access_denied&admin_consent=True");

        assertThat(forger.text()).contains("Nothing has changed at Microsoft");
        assertThat(forger.page().html()).doesNotContain("/approve/apl_");
        assertThat(back(administrator, state, granted()).text()).contains("reported");
    }

    @Test
    void anExpiredStateChangesNothing() {
        var state = leave(administrator, page);
        sql(world.workspace(), "update approval_trips set begun_at = now() - interval '2 days'");

        assertThat(back(administrator, state, granted()).text()).contains(CHECKING);
        assertThat(Stopped.consent()).isEqualTo("needed");
    }

    @Test
    void aStateIsGoodOnce() {
        var state = leave(administrator, page);
        back(administrator, state, "error=access_denied&error_description=AADSTS65004%3A+declined");

        assertThat(back(administrator, state, granted()).text()).contains(CHECKING);
        assertThat(Stopped.consent()).isEqualTo("needed");
    }

    @Test
    void anErrorBesideAConsentIsARefusal() {
        var state = leave(administrator, page);

        assertThat(back(administrator, state, granted() + "&error=access_denied")
                        .text())
                .contains("Nothing has changed at Microsoft");
        assertThat(Stopped.consent()).isEqualTo("needed");
    }

    /** What is said of the tenant is the attacker's choice; what the state was made for is not. */
    @Test
    void aForgedTenantIsNotTaken() {
        var before = Stopped.tenant().path("tenant_id").asString();
        var state = leave(administrator, page);

        back(administrator, state, "admin_consent=True&tenant=" + OTHER_TENANT);

        assertThat(Stopped.tenant().path("tenant_id").asString()).isEqualTo(before);
        assertThat(Stopped.consent()).isEqualTo("reported");
        assertThat(world.api().get("/v1/tenants").json().toString()).doesNotContain(OTHER_TENANT);
    }

    @Test
    void theStateOfAnotherWorkspaceChangesNothingHere() {
        var other = new WorkspaceId(Ids.random("wsp"));
        var theirs = Ids.random("apl");
        sql(other, "insert into workspaces (id, name, created_at) values ('" + other.value() + "', 'Other', now())");
        sql(other, """
                insert into tenants (id, workspace_id, cloud, domain, consent, created_at, changed_at)
                values ('ten_%1$s', '%2$s', '%3$s', 'fabrikam.example', 'needed', now(), now())
                """.formatted(theirs, other.value(), world.sandbox().address()));
        sql(other, """
                insert into approval_links (id, workspace_id, tenant, created_at, expires_at)
                values ('%1$s', '%2$s', 'ten_%1$s', now(), now() + interval '1 day')
                """.formatted(theirs, other.value()));
        var state = leave(administrator, page.resolve("/approve/" + theirs));

        assertThat(back(administrator, state, granted()).address().getPath()).isEqualTo("/approve/" + theirs);
        assertThat(Stopped.consent()).isEqualTo("needed");
    }

    private String granted() {
        return "admin_consent=True&scope=Mail.Send&tenant="
                + Stopped.tenant().path("tenant_id").asString();
    }

    /** The {@code state} with which that browser is sent to Microsoft. */
    private static String leave(Visitor visitor, URI page) {
        var there = UriComponentsBuilder.fromUri(Stopped.toMicrosoft(visitor, page));
        return String.valueOf(there.build().getQueryParams().getFirst("state"));
    }

    private Visitor back(Visitor visitor, String state, String parameters) {
        return visitor.open(world.service().at("/approve/callback/127.0.0.1?state=" + state + "&" + parameters));
    }

    private void sql(WorkspaceId workspace, String statement) {
        var service = world.service();
        service.bean(Transactions.class)
                .run(
                        workspace,
                        () -> service.bean(JdbcClient.class).sql(statement).update());
    }
}
