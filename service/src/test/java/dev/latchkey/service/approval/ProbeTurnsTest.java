package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One tenant of Entra's that two workspaces have met: who is asked about, and when. */
class ProbeTurnsTest {

    private static final String TENANT = Ids.random("tid");

    private final RunningService service = RunningService.shared();
    private final Transactions transactions = service.bean(Transactions.class);
    private final JdbcClient sql = service.bean(JdbcClient.class);
    private final ConsentProbes probes = service.bean(ConsentProbes.class);
    private final String cloud = service.bean(Cloud.class).login().toString();
    private final WorkspaceId one = workspace();
    private final WorkspaceId other = workspace();

    @AfterEach
    void nobodyWaits() {
        for (var workspace : List.of(one, other)) {
            run(workspace, "delete from tenants");
        }
        run(one, "delete from consent_probes");
    }

    @Test
    void whoeverWaitsThereIsAskedAboutInTurnAndOnlyOneOfThemInFiveMinutes() {
        var first = waits(one, "2 days");
        waits(one, "1 day");
        var third = waits(other, "1 hour");
        probes.begin(tenant(one));
        probes.begin(tenant(other));

        probes.run();
        probes.begin(tenant(other));
        probes.run();
        assertThat(askedAbout(one)).containsExactly(first);
        assertThat(askedAbout(other)).isEmpty();

        inFiveMinutes();
        inFiveMinutes();
        assertThat(askedAbout(one)).hasSize(2);
        assertThat(askedAbout(other)).containsExactly(third);
    }

    @Test
    void afterTheLongestPauseAReportAsksSoonerButNotBeforeFiveMinutesAreOver() {
        waits(one, "1 day");
        probes.begin(tenant(one));
        run(
                one,
                "update consent_probes set asked_at = now() - interval '1 minute', due_at = now() + interval '6 hours'");

        probes.begin(tenant(one));

        assertThat(seconds("due_at - asked_at")).isEqualTo(300);
    }

    @Test
    void withNobodyConnectedForSendingNobodyIsAskedAbout() {
        waits(one, "1 day");
        run(one, "update mailboxes set status = 'needs_reconnect'");
        probes.begin(tenant(one));

        probes.run();

        assertThat(sql.sql("select count(*) from consent_probes where tenant_id = :tenant")
                        .param("tenant", TENANT)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** As if the pause were over. */
    private void inFiveMinutes() {
        run(one, "update consent_probes set due_at = now(), asked_at = now() - interval '5 minutes'");
        probes.run();
    }

    private List<String> askedAbout(WorkspaceId workspace) {
        return transactions.in(
                workspace,
                () -> sql.sql("select link_id from approval_waiters where probed_at is not null order by since")
                        .query(String.class)
                        .list());
    }

    private long seconds(String interval) {
        return sql.sql("select extract(epoch from " + interval + ")::int from consent_probes where tenant_id = :tenant")
                .param("tenant", TENANT)
                .query(Long.class)
                .single();
    }

    private WorkspaceId workspace() {
        var id = new WorkspaceId(Ids.random("ws"));
        run(id, "insert into workspaces (id, name, created_at) values ('" + id.value() + "', 'A workspace', now())");
        run(
                id,
                "insert into tenants (id, workspace_id, cloud, tenant_id, domain, consent, created_at, changed_at) values ('%s', '%s', '%s', '%s', 'probed.example', 'needed', now(), now())"
                        .formatted(Ids.random("ten"), id.value(), cloud, TENANT));
        return id;
    }

    private Tenant tenant(WorkspaceId workspace) {
        return transactions.in(
                workspace, () -> service.bean(Tenants.class).ofTenantId(TENANT).orElseThrow());
    }

    /** Somebody who is connected for sending, for so long. */
    private String waits(WorkspaceId workspace, String since) {
        var link = Ids.random("lnk");
        transactions.run(workspace, () -> {
            sql.sql("""
                            insert into mailboxes (id, workspace_id, member, cloud, tenant_id, object_id, address, name,
                                status, access, granted_scopes, created_at, connected_at)
                            values (:link, :workspace, 'm', :cloud, :tenant, :link, 'm@probed.example', '',
                                'active', 'send', '{}', now(), now())
                            """)
                    .param("link", link)
                    .param("workspace", workspace.value())
                    .param("cloud", cloud)
                    .param("tenant", TENANT)
                    .update();
            sql.sql("""
                            insert into connect_links (id, workspace_id, member, access, mailbox_id, status, created_at, expires_at)
                            values (:link, :workspace, 'm', 'send_and_read', :link, 'waiting_for_approval', now(),
                                now() + interval '1 day')
                            """)
                    .param("link", link)
                    .param("workspace", workspace.value())
                    .update();
            sql.sql("""
                            insert into approval_waiters (link_id, workspace_id, tenant, member, address, scopes, since)
                            select :link, :workspace, id, 'm', 'm@probed.example', '{}', now() - cast(:since as interval) from tenants
                            """)
                    .param("link", link)
                    .param("workspace", workspace.value())
                    .param("since", since)
                    .update();
        });
        return link;
    }

    private void run(WorkspaceId workspace, String statement) {
        transactions.run(workspace, () -> sql.sql(statement).update());
    }
}
