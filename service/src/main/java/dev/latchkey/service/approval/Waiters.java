package dev.latchkey.service.approval;

import dev.latchkey.microsoft.entra.Scopes;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.notices.Notice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who waits for which tenant. Every method belongs inside a transaction of the workspace. */
@Component
final class Waiters {

    private final JdbcClient sql;
    private final Clock clock;

    Waiters(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Whoever waits there already has been stopped anew. */
    Waiter.Stop add(Tenant tenant, String linkId, String member, String address, Set<String> scopes, String shown) {
        var now = clock.instant();
        sql.sql("""
                        insert into approval_waiters (link_id, workspace_id, tenant, member, address, scopes, shown, since, stopped_at)
                        values (:link, :workspace, :tenant, :member, :address, :scopes, :shown, :now, :now)
                        on conflict (link_id) do update set
                            tenant = excluded.tenant, address = excluded.address, shown = excluded.shown, stopped_at = :now
                        """)
                .param("link", linkId)
                .param("workspace", tenant.workspace().value())
                .param("tenant", tenant.id())
                .param("member", member)
                .param("address", address)
                .param("scopes", scopes.toArray(String[]::new))
                .param("shown", shown)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return new Waiter.Stop(scopes, shown, false, now);
    }

    /** Those whose link still leads somewhere, longest first. */
    List<Waiter> of(Tenant tenant) {
        return sql.sql("""
                        select w.*, l.reachable_at, l.return_url, l.language
                        from approval_waiters w join connect_links l on l.id = w.link_id
                        where w.tenant = :tenant and l.status <> 'connected' and l.expires_at > :now order by w.since
                        """)
                .param("tenant", tenant.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Waiters::waiter)
                .list();
    }

    /** Where a mail about that link may go. */
    Optional<String> reachableAt(String linkId) {
        return sql.sql("select reachable_at from connect_links where id = :link and reachable_at is not null")
                .param("link", linkId)
                .query(String.class)
                .optional();
    }

    /** Whom that notice is about, while their link leads somewhere, they are told there, and the address that waits is theirs. */
    Optional<Waiter> toldBy(Notice notice) {
        return sql.sql("""
                        select w.*, l.reachable_at, l.return_url, l.language
                        from approval_waiters w join connect_links l on l.id = w.link_id
                        where w.link_id = :link and l.reachable_at = :recipient
                            and (l.mailbox_id is not null or lower(l.expected_address) = lower(w.address)) and l.status <> 'connected' and l.expires_at > :now
                        """)
                .param("link", notice.linkId())
                .param("recipient", notice.recipient())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Waiters::waiter)
                .optional();
    }

    /** Those whose mailbox this is, on whichever links they stopped. */
    List<Waiter> of(Tenant tenant, String member, String address) {
        return sql.sql("""
                        select w.*, l.reachable_at, l.return_url, l.language
                        from approval_waiters w join connect_links l on l.id = w.link_id
                        where w.tenant = :tenant and w.member = :member and lower(w.address) = lower(:address)
                        order by w.since
                        """)
                .param("tenant", tenant.id())
                .param("member", member)
                .param("address", address)
                .query(Waiters::waiter)
                .list();
    }

    /** Whoever waits for that mailbox has consented themselves meanwhile: that Microsoft refused them before proves nothing any more. */
    void forgetRefusals(Tenant tenant, String address) {
        sql.sql(
                        "update approval_waiters set refused_at = null where tenant = :tenant and lower(address) = lower(:address)")
                .param("tenant", tenant.id())
                .param("address", address)
                .update();
    }

    /** They have what they waited for on that link. */
    void remove(Waiter waiter) {
        sql.sql("delete from approval_waiters where link_id = ?")
                .param(waiter.linkId())
                .update();
    }

    /** Microsoft refused them for want of consent, though nobody was there to see it. */
    void refused(String linkId) {
        sql.sql("update approval_waiters set refused_at = :now where link_id = :link")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("link", linkId)
                .update();
    }

    /** The latest answers of Microsoft's that stopped those who wait, as far as it sent any. */
    List<StoppedSignIn> stopped(Tenant tenant, boolean named) {
        return sql
                .sql("""
                        select w.address, a.created_at, coalesce(a.refusal, a.finding) as finding
                        from approval_waiters w join connect_attempts a on a.link_id = w.link_id
                        where w.tenant = :tenant and coalesce(a.refusal, a.finding) is not null
                        order by a.created_at desc limit 10
                        """)
                .param("tenant", tenant.id())
                .query((row, number) -> {
                    var finding = Json.read(row.getString("finding"), Finding.class);
                    return new StoppedSignIn(
                            MaskedWaiter.masked(row.getString("address"), named),
                            row.getTimestamp("created_at").toInstant(),
                            finding.facts().getOrDefault("code", ""),
                            String.valueOf(finding.correlationId()));
                })
                .stream()
                .filter(signIn -> !signIn.correlationId().equals("null"))
                .toList();
    }

    /** Whether a tenant's administrators see the whole addresses of those who wait. */
    boolean shownByName(WorkspaceId workspace) {
        return sql.sql("select shows_waiting from workspaces where id = :id")
                .param("id", workspace.value())
                .query(Boolean.class)
                .single();
    }

    void showByName(WorkspaceId workspace, boolean shown) {
        sql.sql("update workspaces set shows_waiting = :shown where id = :id")
                .param("shown", shown)
                .param("id", workspace.value())
                .update();
    }

    /** Everything that somebody waits for. */
    static Set<String> scopes(List<Waiter> waiters) {
        var all = new TreeSet<String>();
        waiters.forEach(waiter -> all.addAll(waiter.scopes()));
        return all;
    }

    private static Waiter waiter(ResultSet row, int number) throws SQLException {
        return new Waiter(
                row.getString("link_id"),
                row.getString("member"),
                row.getString("address"),
                new Waiter.Stop(
                        Scopes.canonical(
                                Arrays.asList((String[]) row.getArray("scopes").getArray())),
                        row.getString("shown"),
                        row.getTimestamp("refused_at") != null,
                        row.getTimestamp("stopped_at").toInstant()),
                row.getString("reachable_at"),
                row.getString("return_url"),
                row.getString("language") == null ? Locale.ENGLISH : Locale.of(row.getString("language")),
                row.getTimestamp("since").toInstant());
    }
}
