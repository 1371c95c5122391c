package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectLink.Status;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.AccessLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The links of a workspace; but for {@link #workspaceOf}, inside a transaction of it. */
@Component
final class ConnectLinks {

    /** What a new link is to be. */
    record Order(
            String member,
            AccessLevel access,
            @Nullable String expectedAddress,
            @Nullable String mailboxId,
            @Nullable String returnUrl,
            @Nullable String language,
            Duration lifetime) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Clock clock;

    ConnectLinks(JdbcClient sql, Transactions transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    ConnectLink create(WorkspaceId workspace, Order order) {
        var now = clock.instant();
        return sql.sql("""
                        insert into connect_links (id, workspace_id, member, access, expected_address, mailbox_id,
                            return_url, language, status, created_at, expires_at)
                        values (:id, :workspace, :member, :access, :expected, :mailbox,
                            :returnUrl, :language, 'created', :now, :expires)
                        returning *
                        """)
                .param("id", Ids.random("lnk"))
                .param("workspace", workspace.value())
                .param("member", order.member())
                .param("access", order.access().wireName())
                .param("expected", order.expectedAddress())
                .param("mailbox", order.mailboxId())
                .param("returnUrl", order.returnUrl())
                .param("language", order.language())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("expires", now.plus(order.lifetime()).atOffset(ZoneOffset.UTC))
                .query(ConnectLinks::link)
                .single();
    }

    /** Which workspace a link is of, found without knowing it: the link's id is the secret. */
    Optional<WorkspaceId> workspaceOf(String linkId) {
        return transactions
                .installation(() -> sql.sql("select workspace_of_connect_link(:id)")
                        .param("id", linkId)
                        .query(String.class)
                        .optional())
                .map(WorkspaceId::new);
    }

    Optional<ConnectLink> find(String id) {
        return sql.sql("select * from connect_links where id = :id")
                .param("id", id)
                .query(ConnectLinks::link)
                .optional();
    }

    /** What that member has begun in the last day and not finished. */
    List<ConnectLink> unfinished(String member) {
        return sql.sql("""
                        select * from connect_links
                        where member = :member and status in ('at_microsoft', 'waiting_for_approval', 'failed')
                            and created_at > :since and expires_at > :now
                        order by created_at desc limit 5
                        """)
                .param("member", member)
                .param("since", clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(ConnectLinks::link)
                .list();
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

    void connected(ConnectLink link, String mailboxId) {
        sql.sql("update connect_links set status = 'connected', finding = null, mailbox_id = :mailbox where id = :id")
                .param("mailbox", mailboxId)
                .param("id", link.id())
                .update();
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

    private static ConnectLink link(ResultSet row, int number) throws SQLException {
        var finding = row.getString("finding");
        return new ConnectLink(
                row.getString("id"),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("member"),
                AccessLevel.ofWireName(row.getString("access")).orElseThrow(),
                row.getString("expected_address"),
                row.getString("mailbox_id"),
                row.getString("return_url"),
                row.getString("language"),
                Status.ofWireName(row.getString("status")),
                finding == null ? null : Json.read(finding, Finding.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
