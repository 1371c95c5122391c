package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectLink.Status;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.db.WorkspaceLookup;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The links of a workspace; but for {@link #workspaceOf}, inside a transaction of it. */
@Component
final class ConnectLinks {

    private static final Set<Cause> WANTS_CONSENT = Set.of(Cause.CONSENT_MISSING, Cause.APPROVAL_REQUIRED);

    private final JdbcClient sql;
    private final WorkspaceLookup workspaces;
    private final Settings settings;
    private final Clock clock;

    ConnectLinks(JdbcClient sql, WorkspaceLookup workspaces, Settings settings, Clock clock) {
        this.sql = sql;
        this.workspaces = workspaces;
        this.settings = settings;
        this.clock = clock;
    }

    ConnectLink create(WorkspaceId workspace, LinkDraft order) {
        var now = clock.instant();
        return sql.sql("""
                        insert into connect_links (id, workspace_id, member, access, expected_address, confirmed_address, mailbox_id,
                            return_url, language, send_only, status, created_at, expires_at)
                        values (:id, :workspace, :member, :access, :expected, :confirmed, :mailbox,
                            :returnUrl, :language, :sendOnly, 'created', :now, :expires)
                        returning *
                        """)
                .param("id", Ids.random("lnk"))
                .param("workspace", workspace.value())
                .param("member", order.member())
                .param("access", order.access().wireName())
                .param("expected", order.expectedAddress())
                .param("confirmed", order.confirmedAddress())
                .param("mailbox", order.mailboxId())
                .param("returnUrl", order.returnUrl())
                .param("language", order.language())
                .param("sendOnly", order.sendOnly())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", now.plus(order.lifetime()).atOffset(ZoneOffset.UTC))
                .query(ConnectLink::of)
                .single();
    }

    /** Which workspace a link is of, found without knowing it: the link's id is the secret. */
    Optional<WorkspaceId> workspaceOf(String linkId) {
        return workspaces.by("workspace_of_connect_link", linkId);
    }

    Optional<ConnectLink> find(String id) {
        return sql.sql("select * from connect_links where id = :id")
                .param("id", id)
                .query(ConnectLink::of)
                .optional();
    }

    /** What that member waits for, and what they have begun in the last day and not finished. */
    List<ConnectLink> unfinished(String member) {
        return sql.sql("""
                        select * from connect_links
                        where lower(member) = lower(:member) and expires_at > :now and (status = 'waiting_for_approval'
                            or (status in ('at_microsoft', 'failed') and created_at > :since))
                        order by created_at desc limit 50
                        """)
                .param("member", member)
                .param("since", clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(ConnectLink::of)
                .list();
    }

    boolean expired(ConnectLink link) {
        return !clock.instant().isBefore(link.expiresAt());
    }

    /** Off the list of what is not finished. */
    void dismiss(String id, String member) {
        sql.sql("""
                        update connect_links set status = 'expired', expires_at = :now
                        where id = :id and lower(member) = lower(:member) and status <> 'connected'
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("member", member)
                .update();
    }

    void move(ConnectLink link, Status status, @Nullable Finding finding) {
        sql.sql("""
                        update connect_links set status = :status, finding = cast(:finding as jsonb)
                        where id = :id and status <> 'connected'
                        """)
                .param("status", status.wireName())
                .param("finding", finding == null ? null : Json.write(finding))
                .param("id", link.id())
                .update();
    }

    /** A member who waits for approval and tries again, be it for less, waits still, until something else comes back. */
    void atMicrosoft(ConnectLink link, AccessLevel access) {
        sql.sql("""
                        update connect_links set
                            status = case when status = 'waiting_for_approval' then status else 'at_microsoft' end,
                            tried_sending_at = case when tried_sending_at = '-infinity' then tried_sending_at when :less then :now end,
                            finding = null
                        where id = :id and status <> 'connected'
                        """)
                .param("less", access != link.access())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", link.id())
                .update();
    }

    /** Microsoft's own answer; where it is for want of consent, a later token of theirs proves that consent has come. */
    void refused(ConnectLink link, Finding answer) {
        if (WANTS_CONSENT.contains(answer.cause())) {
            sql.sql("update approval_waiters set refused_at = :now where link_id = :id")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("id", link.id())
                    .update();
        }
    }

    /** Microsoft has answered who tried to connect for sending alone. */
    void sendingAnswered(ConnectLink link, boolean refusedForWantOfApproval) {
        sql.sql(
                        "update connect_links set tried_sending_at = case when :refused then '-infinity'::timestamptz end where id = :id")
                .param("refused", refusedForWantOfApproval)
                .param("id", link.id())
                .update();
    }

    /** Who waits has arrived, by a sign-in name or another address of theirs: this is the mailbox that waited. */
    void arrivedAs(ConnectLink link, String address) {
        sql.sql("update approval_waiters set address = :address where link_id = :id")
                .param("address", address)
                .param("id", link.id())
                .update();
    }

    /** Good for long enough that an administrator can act. Who was stopped while they tried sending alone cannot have that either. */
    void waiting(ConnectLink link, String address, Shown shown) {
        sql.sql("""
                        update connect_links set status = 'waiting_for_approval', finding = null, expected_address = :address,
                            address_typed = address_typed or expected_address is null, expires_at = greatest(expires_at, :expires),
                            tried_sending_at = case when tried_sending_at is null or :blocked then tried_sending_at
                                else '-infinity'::timestamptz end
                        where id = :id and status <> 'connected'
                        """)
                .param("address", address)
                .param("blocked", shown == Shown.CANNOT_ACCESS)
                .param("expires", clock.instant().plus(settings.waiting()).atOffset(ZoneOffset.UTC))
                .param("id", link.id())
                .update();
    }

    /** The member says which mailbox they mean, or corrects what they typed; null where they are to be asked for it again. */
    void correct(ConnectLink link, @Nullable String address) {
        var corrected =
                sql.sql("""
                        update connect_links set expected_address = :address, address_typed = cast(:address as text) is not null,
                            status = 'at_microsoft', finding = null
                        where id = :id and (address_typed or expected_address is null) and mailbox_id is null and status <> 'connected'
                        """).param("address", address).param("id", link.id()).update();
        if (corrected == 1) {
            sql.sql("delete from approval_waiters where link_id = :id")
                    .param("id", link.id())
                    .update();
        }
    }

    /** With less access than the link wants, it goes on waiting for the rest. */
    void connected(ConnectLink link, String mailboxId, AccessLevel access) {
        sql.sql("""
                        update connect_links set finding = null, mailbox_id = :mailbox,
                            confirmed_address = coalesce(confirmed_address, (select address from mailboxes where id = :mailbox)),
                            status = case when :whole then 'connected' else status end
                        where id = :id
                        """)
                .param("mailbox", mailboxId)
                .param("whole", access.covers(link.access()))
                .param("id", link.id())
                .update();
    }

    /** In which language a mailbox was connected. */
    Locale languageOf(String mailboxId) {
        return sql.sql("""
                        select language from connect_links where mailbox_id = :mailbox and language is not null
                        order by created_at desc limit 1
                        """)
                .param("mailbox", mailboxId)
                .query(String.class)
                .optional()
                .map(Locale::of)
                .orElse(Locale.ENGLISH);
    }

    /** How far the approval has come that this link waits for. */
    Optional<Standing> standing(ConnectLink link) {
        return sql.sql(Standing.QUERY)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", link.id())
                .query(Standing::of)
                .optional();
    }

    /** The workspace's exact return addresses. */
    List<String> returnUrls() {
        return sql.sql("select url from return_urls order by url")
                .query((row, number) -> row.getString("url"))
                .list();
    }

    void allowReturnUrl(WorkspaceId workspace, String url) {
        sql.sql("insert into return_urls (workspace_id, url) values (:workspace, :url) on conflict do nothing")
                .param("workspace", workspace.value())
                .param("url", url)
                .update();
    }

    void forbidReturnUrl(String url) {
        sql.sql("delete from return_urls where url = :url").param("url", url).update();
    }
}
