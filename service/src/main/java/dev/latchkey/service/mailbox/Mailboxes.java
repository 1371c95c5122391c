package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.Cloud;
import dev.latchkey.microsoft.entra.Identity;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.jobs.Jobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mailboxes of a workspace. Every method belongs inside a transaction of that workspace. */
@Component
public final class Mailboxes {

    /** Of {@code mailbox.connected} and {@code mailbox.upgraded}; {@code consentFound}: nobody was asked for it now. */
    record Connected(
            String mailboxId,
            String member,
            String address,
            String requestedAccess,
            String grantedAccess,
            List<String> scopes,
            boolean consentFound) {}

    /** Of {@code mailbox.needs_reconnect} and {@code mailbox.disconnected}. */
    record Changed(
            String mailboxId,
            String member,
            String address,
            @Nullable Finding finding) {}

    private final JdbcClient sql;
    private final Cloud cloud;
    private final TokenRows tokens;
    private final EventLog events;
    private final Jobs jobs;
    private final Clock clock;

    Mailboxes(JdbcClient sql, Cloud cloud, TokenRows tokens, EventLog events, Jobs jobs, Clock clock) {
        this.sql = sql;
        this.cloud = cloud;
        this.tokens = tokens;
        this.events = events;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Adds the mailbox or, where the account is known, renews it under the id that it has. */
    public Mailbox connect(WorkspaceId workspace, Connection connection) {
        var before = known(connection.identity());
        var mailbox = save(workspace, connection, connection.accessBeside(before));
        tokens.replace(mailbox, connection.tokens());
        var widened = before.filter(known -> known.isWidenedBy(mailbox)).isPresent();
        var type = widened ? EventType.MAILBOX_UPGRADED : EventType.MAILBOX_CONNECTED;
        connected(mailbox, type, connection.requested(), connection.consentFound());
        return mailbox;
    }

    /** It may do more from now on, under the id that it has. */
    Mailbox upgrade(Mailbox mailbox, AccessLevel access, Set<String> scopes) {
        var upgraded = sql.sql(
                        "update mailboxes set access = :access, granted_scopes = :scopes where id = :id returning *")
                .param("access", access.wireName())
                .param("scopes", scopes.toArray(String[]::new))
                .param("id", mailbox.id())
                .query(Mailboxes::mailbox)
                .single();
        connected(upgraded, EventType.MAILBOX_UPGRADED, access, true);
        return upgraded;
    }

    public Optional<Mailbox> known(Identity identity) {
        return sql.sql("select * from mailboxes where cloud = :cloud and tenant_id = :tenant and object_id = :object")
                .param("cloud", cloud.login().toString())
                .param("tenant", identity.tenantId())
                .param("object", identity.objectId())
                .query(Mailboxes::mailbox)
                .optional();
    }

    private void connected(Mailbox mailbox, EventType type, AccessLevel requested, boolean consentFound) {
        events.append(
                mailbox.workspace(),
                type,
                mailbox.id(),
                new Connected(
                        mailbox.id(),
                        mailbox.member(),
                        mailbox.address(),
                        requested.wireName(),
                        mailbox.access().wireName(),
                        mailbox.grantedScopes(),
                        consentFound));
    }

    private Mailbox save(WorkspaceId workspace, Connection connection, AccessLevel access) {
        var identity = connection.identity();
        return sql.sql("""
                        insert into mailboxes (id, workspace_id, member, cloud, tenant_id, object_id, address, name,
                            status, access, granted_scopes, created_at, connected_at)
                        values (:id, :workspace, :member, :cloud, :tenant, :object, :address, :name,
                            'active', :access, :scopes, :now, :now)
                        on conflict (workspace_id, cloud, tenant_id, object_id) do update set
                            member = excluded.member, address = excluded.address, name = excluded.name,
                            status = 'active', access = excluded.access, granted_scopes = excluded.granted_scopes,
                            finding = null, connected_at = excluded.connected_at
                        returning *
                        """)
                .param("id", Ids.random("mbx"))
                .param("workspace", workspace.value())
                .param("member", connection.member())
                .param("cloud", cloud.login().toString())
                .param("tenant", identity.tenantId())
                .param("object", identity.objectId())
                .param("address", connection.address())
                .param("name", identity.name())
                .param("access", access.wireName())
                .param("scopes", connection.tokens().scopes().toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Mailboxes::mailbox)
                .single();
    }

    public Optional<Mailbox> find(String id) {
        return sql.sql("select * from mailboxes where id = :id")
                .param("id", id)
                .query(Mailboxes::mailbox)
                .optional();
    }

    /** For the rest of the transaction. Whoever writes the tokens beside it locks the mailbox first, so that none wait in a circle. */
    Optional<Mailbox> lock(String id) {
        return sql.sql("select * from mailboxes where id = :id for update")
                .param("id", id)
                .query(Mailboxes::mailbox)
                .optional();
    }

    /**
     * Keeps the mailbox from being erased until the transaction ends; false where it is gone. Whoever writes rows that hang on
     * it begins with this: erasing locks the mailbox first and then those rows, and so does everybody.
     *
     * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS">Deadlocks</a>
     */
    public boolean hold(String id) {
        return sql.sql("select id from mailboxes where id = :id for key share")
                .param("id", id)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Those that follow that id, by id. */
    public List<Mailbox> list(String after, int limit) {
        return sql.sql("select * from mailboxes where id > :after order by id limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query(Mailboxes::mailbox)
                .list();
    }

    /** All, newest first. */
    public List<Mailbox> list() {
        return sql.sql("select * from mailboxes order by connected_at desc, id")
                .query(Mailboxes::mailbox)
                .list();
    }

    /** A person has to connect it again; told once. */
    void needsReconnect(Mailbox mailbox, Finding finding) {
        var changed = sql.sql("""
                        update mailboxes set status = 'needs_reconnect', finding = cast(:finding as jsonb)
                        where id = :id and status in ('active', 'paused')
                        """)
                .param("finding", Json.write(finding))
                .param("id", mailbox.id())
                .update();
        if (changed == 1) {
            tell(mailbox, EventType.MAILBOX_NEEDS_RECONNECT, finding);
        }
    }

    /** Holds or resumes; false where the status does not allow it. */
    public boolean pause(String id, boolean paused) {
        return sql.sql("update mailboxes set status = :to where id = :id and status in ('active', 'paused')")
                        .param("to", paused ? "paused" : "active")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Nothing is sent or read any more, told once; a job removes the subscriptions at Microsoft and erases the rows. */
    public void disconnect(Mailbox mailbox) {
        var changed = sql.sql(
                        "update mailboxes set status = 'disconnected' where id = :id and status <> 'disconnected'")
                .param("id", mailbox.id())
                .update();
        if (changed == 1) {
            tell(mailbox, EventType.MAILBOX_DISCONNECTED, null);
            jobs.now(EraseMailbox.NAME, mailbox.workspace(), mailbox.id());
        }
    }

    /** Destroys the tokens and every row that hangs on the mailbox; false where it has been connected again. */
    boolean erase(String id) {
        return sql.sql("delete from mailboxes where id = :id and status = 'disconnected'")
                        .param("id", id)
                        .update()
                == 1;
    }

    private void tell(Mailbox mailbox, EventType type, @Nullable Finding finding) {
        events.append(
                mailbox.workspace(),
                type,
                mailbox.id(),
                new Changed(mailbox.id(), mailbox.member(), mailbox.address(), finding));
    }

    private static Mailbox mailbox(ResultSet row, int number) throws SQLException {
        var finding = row.getString("finding");
        return new Mailbox(
                row.getString("id"),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("member"),
                row.getString("cloud"),
                row.getString("tenant_id"),
                row.getString("object_id"),
                row.getString("address"),
                row.getString("name"),
                MailboxStatus.ofWireName(row.getString("status")),
                AccessLevel.ofWireName(row.getString("access")).orElseThrow(),
                Arrays.asList((String[]) row.getArray("granted_scopes").getArray()),
                finding == null ? null : Json.read(finding, Finding.class),
                row.getTimestamp("connected_at").toInstant());
    }
}
