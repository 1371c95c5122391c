package dev.latchkey.service.approval;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tenants of a workspace. Every method belongs inside a transaction of it. */
@Component
final class Tenants {

    /** What was granted a moment ago takes some minutes to reach Microsoft's own servers. */
    private static final Duration REACHES_MICROSOFT = Duration.ofMinutes(10);

    private final JdbcClient sql;
    private final Cloud cloud;
    private final Clock clock;

    Tenants(JdbcClient sql, Cloud cloud, Clock clock) {
        this.sql = sql;
        this.cloud = cloud;
        this.clock = clock;
    }

    /** The tenant of that domain; met for the first time, nothing is known of it. */
    Tenant ofDomain(WorkspaceId workspace, String domain) {
        return sql.sql("""
                        insert into tenants (id, workspace_id, cloud, domain, consent, created_at, changed_at)
                        values (:id, :workspace, :cloud, :domain, 'unknown', :now, :now)
                        on conflict (workspace_id, cloud, domain) do update set domain = excluded.domain
                        returning *
                        """)
                .param("id", Ids.random("ten"))
                .param("workspace", workspace.value())
                .param("cloud", cloud.login().toString())
                .param("domain", domain)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Tenants::tenant)
                .single();
    }

    Optional<Tenant> find(String id) {
        return sql.sql("select * from tenants where id = :id")
                .param("id", id)
                .query(Tenants::tenant)
                .optional();
    }

    /** The one for whose approval that link waits. */
    Optional<Tenant> waitedForOn(String linkId) {
        return sql.sql("select t.* from tenants t join approval_waiters w on w.tenant = t.id where w.link_id = :link")
                .param("link", linkId)
                .query(Tenants::tenant)
                .optional();
    }

    Optional<Tenant> ofTenantId(String tenantId) {
        return sql.sql("select * from tenants where cloud = :cloud and tenant_id = :tenant")
                .param("cloud", cloud.login().toString())
                .param("tenant", tenantId)
                .query(Tenants::tenant)
                .optional();
    }

    /** Those that follow that id, by id. */
    List<Tenant> list(String after, int limit) {
        return sql.sql("select * from tenants where id > :after order by id limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query(Tenants::tenant)
                .list();
    }

    /**
     * Its domain is that tenant's, says Microsoft. Where another row has that id already, for another domain of the same tenant,
     * it takes over whoever waits here.
     */
    Tenant identify(Tenant tenant, String tenantId) {
        var other = ofTenantId(tenantId);
        if (other.isEmpty()) {
            return sql.sql("update tenants set tenant_id = :tenant where id = :id and tenant_id is null returning *")
                    .param("tenant", tenantId)
                    .param("id", tenant.id())
                    .query(Tenants::tenant)
                    .single();
        }
        if (!other.get().id().equals(tenant.id())) {
            for (var table : new String[] {"approval_waiters", "approval_links"}) {
                sql.sql("update " + table + " set tenant = :other where tenant = :id")
                        .param("other", other.get().id())
                        .param("id", tenant.id())
                        .update();
            }
            sql.sql("delete from tenants where id = :id")
                    .param("id", tenant.id())
                    .update();
            return tenant.consent() == Consent.REPORTED ? reported(other.get()) : other.get();
        }
        return other.get();
    }

    /** An approval is said. */
    Tenant reported(Tenant tenant) {
        return now("reported_at", move(tenant, Consent.REPORTED));
    }

    /** @param granted all that tokens have proved */
    Tenant proved(Tenant tenant, Consent consent, Set<String> granted) {
        return now("proved_at", move(tenant, consent, granted));
    }

    private Tenant now(String moment, Tenant tenant) {
        return sql.sql("update tenants set " + moment + " = :now where id = :id returning *")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", tenant.id())
                .query(Tenants::tenant)
                .single();
    }

    Tenant move(Tenant tenant, Consent consent, Set<String> granted) {
        return sql.sql("""
                        update tenants set consent = :consent, granted_scopes = :scopes,
                            changed_at = case when consent = :consent then changed_at else :now end
                        where id = :id returning *
                        """)
                .param("consent", consent.wireName())
                .param("scopes", granted.toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", tenant.id())
                .query(Tenants::tenant)
                .single();
    }

    Tenant move(Tenant tenant, Consent consent) {
        return move(tenant, consent, tenant.grantedScopes());
    }

    /** The addresses of the mailboxes there that are connected. */
    List<String> connected(Tenant tenant) {
        return sql.sql(
                        "select address from mailboxes where tenant_id = :tenant and status <> 'disconnected' order by address")
                .param("tenant", tenant.tenantId())
                .query((row, number) -> row.getString("address"))
                .list();
    }

    /** Microsoft has stopped somebody there who asked for that much. */
    void stopped(Tenant tenant, Waiter.Stop stop) {
        var justReported = tenant.consent() == Consent.REPORTED
                && tenant.reportedAt().isAfter(clock.instant().minus(REACHES_MICROSOFT));
        if (justReported) {
            return;
        }
        if (tenant.consent().settled()) {
            // what a token has proved, nobody's word overturns; but more may be wanted by now
            if (!stop.shown().equals(Waiter.CANNOT_ACCESS) && !tenant.grants(stop.scopes())) {
                move(tenant, Consent.PARTIAL);
            }
            return;
        }
        switch (stop.shown()) {
            case "approval_required" -> move(tenant, Consent.REQUESTED);
            case Waiter.CANNOT_ACCESS -> {
                if (tenant.consent() == Consent.UNKNOWN) {
                    move(tenant, Consent.BLOCKED);
                }
            }
            default -> move(tenant, Consent.NEEDED);
        }
    }

    /**
     * Everything that any workspace of this installation uses in that tenant: an approval for less would take it away.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent">Grant admin consent</a>
     */
    Set<String> scopesInUse(Tenant tenant) {
        return Scopes.canonical(sql.sql("select * from scopes_in_use(:cloud, :tenant)")
                .param("cloud", cloud.login().toString())
                .param("tenant", tenant.tenantId())
                .query((row, number) -> row.getString(1))
                .list());
    }

    private static Tenant tenant(ResultSet row, int number) throws SQLException {
        return new Tenant(
                row.getString("id"),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("tenant_id"),
                row.getString("domain"),
                Consent.ofWireName(row.getString("consent")),
                Scopes.canonical(
                        Arrays.asList((String[]) row.getArray("granted_scopes").getArray())),
                row.getTimestamp("changed_at").toInstant(),
                row.getTimestamp("reported_at").toInstant(),
                row.getTimestamp("proved_at").toInstant());
    }
}
