package dev.latchkey.service.notices;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.settings.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people are to be told by mail. Every method belongs inside a transaction of the workspace. */
@Component
public final class Notices {

    /**
     * One thing to tell one person.
     *
     * @param once what is told; the same is told to the same person once
     */
    public record Order(
            String occasion,
            String recipient,
            @Nullable String linkId,
            @Nullable String mailboxId,
            String once) {

        public static Order ofLink(String occasion, String recipient, String linkId, String once) {
            return new Order(occasion, recipient, linkId, null, linkId + " " + once);
        }
    }

    /** Of one link, of all links of its member, and of all links of the workspace. */
    public record Counts(int onLink, int byMember, int inWorkspace) {

        public boolean reach(Counts most) {
            return onLink >= most.onLink || byMember >= most.byMember || inWorkspace >= most.inWorkspace;
        }
    }

    /** RFC 2606 §2: nobody has an address there. */
    private static final String NOBODY = ".invalid";

    private final JdbcClient sql;
    private final Jobs jobs;
    private final Settings settings;
    private final Clock clock;

    Notices(JdbcClient sql, Jobs jobs, Settings settings, Clock clock) {
        this.sql = sql;
        this.jobs = jobs;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether this installation mails people at all. */
    public boolean on() {
        return settings.notices() != null;
    }

    public void add(WorkspaceId workspace, Order order) {
        add(workspace, order, Duration.ZERO);
    }

    /** To be told after that time, if it is still worth it then. */
    public void add(WorkspaceId workspace, Order order, Duration after) {
        if (!on() || order.recipient().endsWith(NOBODY)) {
            return;
        }
        var due = clock.instant().plus(after);
        var added = sql.sql("""
                        insert into notices (id, workspace_id, occasion, recipient, link_id, mailbox_id, once, due_at)
                        values (:id, :workspace, :occasion, :recipient, :link, :mailbox, :once, :due)
                        on conflict do nothing
                        """)
                .param("id", Ids.random("ntc"))
                .param("workspace", workspace.value())
                .param("occasion", order.occasion())
                .param("recipient", order.recipient())
                .param("link", order.linkId())
                .param("mailbox", order.mailboxId())
                .param("once", order.once())
                .param("due", due.atOffset(ZoneOffset.UTC))
                .update();
        if (added == 1) {
            jobs.at(MailNotices.NAME, workspace, new Addressee(order.occasion(), order.recipient()).id(), due);
        }
    }

    /** Whoever counts and adds waits for all others of the workspace who do, until the transaction ends. */
    public void oneAfterTheOther(WorkspaceId workspace) {
        sql.sql("select id from workspaces where id = :workspace for no key update")
                .param("workspace", workspace.value())
                .query(String.class)
                .single();
    }

    /** How often people have been told, or will be, of that kind of thing since then. */
    public Counts counts(String occasion, String linkId, Instant since) {
        return sql.sql("""
                        select count(*) filter (where l.id = this.id) as on_link,
                            count(*) filter (where lower(l.member) = lower(this.member)) as by_member,
                            count(*) as in_workspace
                        from notices n join connect_links l on l.id = n.link_id, connect_links this
                        where this.id = :link and n.occasion = :occasion and n.due_at > :since
                        """)
                .param("occasion", occasion)
                .param("link", linkId)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, number) ->
                        new Counts(row.getInt("on_link"), row.getInt("by_member"), row.getInt("in_workspace")))
                .single();
    }

    /** How many are still to be told of that kind of thing. */
    public int untold(String occasion) {
        return sql.sql("select count(*) from notices where occasion = :occasion and sent_at is null")
                .param("occasion", occasion)
                .query(Integer.class)
                .single();
    }

    /** All that is due now for one person, unless it is on its way already. */
    List<Notice> due(Addressee addressee) {
        return sql.sql("""
                        select * from notices
                        where occasion = :occasion and recipient = :recipient and sent_at is null and due_at <= :now
                        order by due_at, id for update
                        """)
                .param("occasion", addressee.occasion())
                .param("recipient", addressee.recipient())
                .param("now", now())
                .query(Notices::notice)
                .list();
    }

    /** When there is something for them next; empty where there is nothing more. */
    Optional<Instant> next(Addressee addressee, Duration quiet, Duration patience) {
        return sql.sql("""
                        select greatest(
                            min(greatest(due_at, leaving_at + :patience * interval '1 second')) filter (where sent_at is null),
                            max(sent_at) + :quiet * interval '1 second') as at
                        from notices where occasion = :occasion and recipient = :recipient
                        having count(*) filter (where sent_at is null) > 0
                        """)
                .param("occasion", addressee.occasion())
                .param("recipient", addressee.recipient())
                .param("quiet", quiet.toSeconds())
                .param("patience", patience.toSeconds())
                .query((row, number) -> row.getTimestamp("at").toInstant())
                .optional();
    }

    /** How many mails have left the workspace since then, or are about to; what is told together counts once. */
    int leftSince(Instant since) {
        return sql.sql(
                        "select count(distinct (occasion, recipient, leaving_at)) from notices where leaving_at > :since")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    void leaving(List<Notice> notices) {
        sql.sql("update notices set leaving_at = :at where id = any(:ids)")
                .param("at", now())
                .param("ids", ids(notices))
                .update();
    }

    void sent(List<Notice> notices) {
        sql.sql("update notices set sent_at = :now where id = any(:ids)")
                .param("now", now())
                .param("ids", ids(notices))
                .update();
    }

    void drop(List<Notice> notices) {
        sql.sql("delete from notices where id = any(:ids)")
                .param("ids", ids(notices))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String[] ids(List<Notice> notices) {
        return notices.stream().map(Notice::id).toArray(String[]::new);
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                row.getString("id"), row.getString("recipient"), row.getString("link_id"), row.getString("mailbox_id"));
    }
}
