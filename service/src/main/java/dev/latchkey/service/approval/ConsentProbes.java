package dev.latchkey.service.approval;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.jobs.Recurring;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When a tenant of Entra's is asked again whether consent has come: at most once in five minutes for all workspaces together, and
 * ever more seldom.
 */
@Component
final class ConsentProbes implements Recurring {

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int AT_ONCE = 200;

    /** A tenant by Entra's id. */
    private record Due(String cloud, String tenantId) {}

    private record Turn(WorkspaceId workspace, String linkId) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Cloud cloud;
    private final Clock clock;

    ConsentProbes(JdbcClient sql, Transactions transactions, Jobs jobs, Cloud cloud, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.jobs = jobs;
        this.cloud = cloud;
        this.clock = clock;
    }

    /** From now on, with the shortest pause. While Entra's id is not known, nobody of the tenant is connected. */
    void begin(Tenant tenant) {
        if (tenant.tenantId() == null) {
            return;
        }
        sql.sql("""
                        insert into consent_probes as p (cloud, tenant_id, due_at) values (:cloud, :tenant, :now)
                        on conflict (cloud, tenant_id) do update set failures = 0,
                            due_at = least(p.due_at, greatest(:now, p.asked_at + :shortest * interval '1 second'))
                        """)
                .param("cloud", cloud.login().toString())
                .param("tenant", tenant.tenantId())
                .param("now", now())
                .param("shortest", SHORTEST.toSeconds())
                .update();
    }

    /** Not yet: each time the pause is twice as long. */
    void notYet(String tenantId) {
        sql.sql("""
                        update consent_probes set failures = failures + 1,
                            due_at = asked_at + least(:longest, :shortest * power(2, least(failures, 10))) * interval '1 second'
                        where cloud = :cloud and tenant_id = :tenant
                        """)
                .param("longest", LONGEST.toSeconds())
                .param("shortest", SHORTEST.toSeconds())
                .param("cloud", cloud.login().toString())
                .param("tenant", tenantId)
                .update();
    }

    /** It has come: who else waits there is asked about at once. */
    void next(String tenantId) {
        turn(new Due(cloud.login().toString(), tenantId));
    }

    @Override
    public String name() {
        return "probe-consents";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run() {
        transactions
                .installation(() -> sql.sql("select * from take_due_probes(:now, :most)")
                        .param("now", now())
                        .param("most", AT_ONCE)
                        .query((row, number) -> new Due(row.getString("cloud"), row.getString("tenant_id")))
                        .list())
                .forEach(this::turn);
    }

    private void turn(Due due) {
        transactions
                .installation(() -> sql.sql("select * from next_to_probe(:now, :cloud, :tenant)")
                        .param("now", now())
                        .param("cloud", due.cloud())
                        .param("tenant", due.tenantId())
                        .query((row, number) ->
                                new Turn(new WorkspaceId(row.getString("workspace_id")), row.getString("link_id")))
                        .optional())
                .ifPresentOrElse(this::ask, () -> end(due));
    }

    private void ask(Turn turn) {
        transactions.run(turn.workspace(), () -> jobs.now(ProbeConsent.NAME, turn.workspace(), turn.linkId()));
    }

    /** There is nobody left by whom to ask. */
    private void end(Due due) {
        transactions.installation(
                () -> sql.sql("delete from consent_probes where cloud = :cloud and tenant_id = :tenant")
                        .param("cloud", due.cloud())
                        .param("tenant", due.tenantId())
                        .update());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
