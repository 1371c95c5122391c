package dev.latchkey.service.approval;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.jobs.Recurring;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When a tenant is asked again whether consent has come: at most once in five minutes, and ever more seldom. */
@Component
final class ConsentProbes implements Recurring {

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int AT_ONCE = 200;

    private record Due(WorkspaceId workspace, String tenant) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    ConsentProbes(JdbcClient sql, Transactions transactions, Jobs jobs, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** From now on, with the shortest pause; call it inside a transaction of the workspace. */
    void begin(Tenant tenant) {
        sql.sql("""
                        insert into consent_probes (tenant, workspace_id, due_at) values (:tenant, :workspace, :now)
                        on conflict (tenant) do update set failures = 0
                        """)
                .param("tenant", tenant.id())
                .param("workspace", tenant.workspace().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Not yet: each time the pause is twice as long. */
    void notYet(String tenant) {
        sql.sql("""
                        update consent_probes set failures = failures + 1,
                            due_at = cast(:now as timestamptz) + least(:longest, :shortest * power(2, failures)) * interval '1 second'
                        where tenant = :tenant
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("longest", LONGEST.toSeconds())
                .param("shortest", SHORTEST.toSeconds())
                .param("tenant", tenant)
                .update();
    }

    /** There is nobody left by whom to ask. */
    void end(String tenant) {
        sql.sql("delete from consent_probes where tenant = :tenant")
                .param("tenant", tenant)
                .update();
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
        var due = transactions.installation(() -> sql.sql("select * from take_due_probes(:most)")
                .param("most", AT_ONCE)
                .query((row, number) ->
                        new Due(new WorkspaceId(row.getString("workspace_id")), row.getString("tenant")))
                .list());
        due.forEach(probe -> transactions.run(
                probe.workspace(), () -> jobs.now(ProbeConsent.NAME, probe.workspace(), probe.tenant())));
    }
}
