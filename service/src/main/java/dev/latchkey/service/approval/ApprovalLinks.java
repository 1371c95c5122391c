package dev.latchkey.service.approval;

import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.db.WorkspaceLookup;
import dev.latchkey.service.settings.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The administrators' links; but for the two look-ups of the workspace, inside a transaction of it. */
@Component
final class ApprovalLinks {

    /** How long an administrator may take at Microsoft. */
    private static final Duration TRIP = Duration.ofDays(1);

    private final JdbcClient sql;
    private final WorkspaceLookup workspaces;
    private final Settings settings;
    private final Clock clock;

    ApprovalLinks(JdbcClient sql, WorkspaceLookup workspaces, Settings settings, Clock clock) {
        this.sql = sql;
        this.workspaces = workspaces;
        this.settings = settings;
        this.clock = clock;
    }

    /** The tenant's link, good for as long from now as it may be waited for; a new one where there is none, or none any more. */
    ApprovalLink current(Tenant tenant) {
        return sql.sql("""
                        update approval_links set expires_at = :expires where id = (
                            select id from approval_links where tenant = :tenant and revoked_at is null and expires_at > :now
                            order by created_at desc limit 1)
                        returning *
                        """)
                .param("tenant", tenant.id())
                .param("now", now())
                .param("expires", now().plus(settings.waiting()))
                .query(ApprovalLinks::link)
                .optional()
                .orElseGet(() -> create(tenant));
    }

    /** The tenant's link that opens its page now. */
    Optional<ApprovalLink> open(Tenant tenant) {
        return sql.sql("""
                        select * from approval_links where tenant = :tenant and revoked_at is null and expires_at > :now
                        order by created_at desc limit 1
                        """)
                .param("tenant", tenant.id())
                .param("now", now())
                .query(ApprovalLinks::link)
                .optional();
    }

    private ApprovalLink create(Tenant tenant) {
        return sql.sql("""
                        insert into approval_links (id, workspace_id, tenant, created_at, expires_at)
                        values (:id, :workspace, :tenant, :now, :expires) returning *
                        """)
                .param("id", Ids.random("apl"))
                .param("workspace", tenant.workspace().value())
                .param("tenant", tenant.id())
                .param("now", now())
                .param("expires", now().plus(settings.waiting()))
                .query(ApprovalLinks::link)
                .single();
    }

    /** From now on it opens nothing. */
    void revoke(Tenant tenant) {
        sql.sql("update approval_links set revoked_at = :now where tenant = :tenant and revoked_at is null")
                .param("now", now())
                .param("tenant", tenant.id())
                .update();
    }

    Optional<WorkspaceId> workspaceOf(String linkId) {
        return workspaces.by("workspace_of_approval_link", linkId);
    }

    Optional<ApprovalLink> find(String id) {
        return sql.sql("select * from approval_links where id = :id")
                .param("id", id)
                .query(ApprovalLinks::link)
                .optional();
    }

    /** An administrator leaves for Microsoft, and comes back with that {@code state}. */
    void beginTrip(ApprovalLink link, String state) {
        sql.sql("""
                        insert into approval_trips (state_hash, workspace_id, link_id, begun_at)
                        values (:hash, :workspace, :link, :now)
                        """)
                .param("hash", Digest.of(state))
                .param("workspace", link.workspace().value())
                .param("link", link.id())
                .param("now", now())
                .update();
    }

    Optional<WorkspaceId> workspaceOfState(String state) {
        return workspaces.by("workspace_of_approval_state", Digest.of(state));
    }

    /** The link from which that trip began, which goes on. */
    Optional<ApprovalLink> trip(String state) {
        return sql.sql("""
                        select l.* from approval_links l join approval_trips t on t.link_id = l.id
                        where t.state_hash = :hash and t.begun_at > :since
                        """)
                .param("hash", Digest.of(state))
                .param("since", now().minus(TRIP))
                .query(ApprovalLinks::link)
                .optional();
    }

    /** The link from which that trip began; a state is good once. */
    Optional<ApprovalLink> endTrip(String state) {
        return sql.sql("""
                        with ended as (delete from approval_trips where state_hash = :hash returning link_id, begun_at)
                        select l.* from approval_links l join ended on ended.link_id = l.id where ended.begun_at > :since
                        """)
                .param("hash", Digest.of(state))
                .param("since", now().minus(TRIP))
                .query(ApprovalLinks::link)
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ApprovalLink link(ResultSet row, int number) throws SQLException {
        return new ApprovalLink(
                row.getString("id"),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("tenant"),
                row.getTimestamp("expires_at").toInstant(),
                instant(row.getTimestamp("revoked_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
