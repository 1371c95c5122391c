package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.Attachment;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
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

/** The outgoing mail of a workspace. Every method belongs inside a transaction of that workspace. */
@Component
final class Outbox {

    /** Graph refuses a call of about 4 MB; some of that is taken by addresses and escapes. */
    private static final int MOST_JSON_BYTES = 3_600_000;

    private final JdbcClient sql;
    private final Mailboxes mailboxes;
    private final Originals originals;
    private final Jobs jobs;
    private final Clock clock;

    Outbox(JdbcClient sql, Mailboxes mailboxes, Originals originals, Jobs jobs, Clock clock) {
        this.sql = sql;
        this.mailboxes = mailboxes;
        this.originals = originals;
        this.jobs = jobs;
        this.clock = clock;
    }

    Weighed weigh(String mailboxId, Checked.Fine request) {
        var mailbox = mailboxes.find(mailboxId).orElse(null);
        if (mailbox == null) {
            return new Weighed.Declined(new Submission.NoSuchMailbox());
        }
        var notReady = notReady(mailbox);
        if (notReady != null) {
            return new Weighed.Declined(new Submission.NotReady(notReady));
        }
        var original = request.replyToMessageId();
        if (mailbox.access() == AccessLevel.SEND) {
            return weighSendOnly(mailbox, request);
        }
        if (original == null) {
            return new Weighed.Ready(mailbox, request, null);
        }
        return originals
                .find(mailboxId, original)
                .<Weighed>map(found -> new Weighed.Ready(mailbox, request, found.graphId()))
                .orElseGet(() -> declined(Flaw.of("reply_to_message_id", "unknownMessage")));
    }

    private static @Nullable String notReady(Mailbox mailbox) {
        return switch (mailbox.status()) {
            case CONNECTING -> "mailbox_connecting";
            case NEEDS_RECONNECT -> "mailbox_needs_reconnect";
            case PAUSED -> "mailbox_paused";
            case DISCONNECTED -> "mailbox_disconnected";
            case ACTIVE -> mailbox.access().sends() ? null : "mailbox_reads_only";
        };
    }

    /** Without Mail.ReadWrite there are no drafts: no reply in a thread, and everything in one call. */
    private static Weighed weighSendOnly(Mailbox mailbox, Checked.Fine request) {
        if (request.replyToMessageId() != null) {
            return declined(Flaw.of("reply_to_message_id", "replyNeedsReading"));
        }
        return request.jsonBytes() > MOST_JSON_BYTES
                ? declined(Flaw.of("attachments", "filesNeedReading", MOST_JSON_BYTES))
                : new Weighed.Ready(mailbox, request, null);
    }

    private static Weighed declined(Flaw flaw) {
        return new Weighed.Declined(Submission.Flawed.of(flaw));
    }

    /** Writes down the intent and the job that carries it out. */
    Outgoing accept(Weighed.Ready ready) {
        var mailbox = ready.mailbox();
        var request = ready.request();
        var sendAt = request.sendAt();
        var id = Ids.random("out");
        sql.sql("""
                        insert into outgoing (id, workspace_id, mailbox_id, status, message, reply_to_message_id,
                            reply_to_graph_id, send_at, marker, created_at, updated_at)
                        values (:id, :workspace, :mailbox, :status, cast(:message as jsonb), :reply_to,
                            :reply_to_graph, :send_at, :marker, :now, :now)
                        """)
                .param("id", id)
                .param("workspace", mailbox.workspace().value())
                .param("mailbox", mailbox.id())
                .param("status", (sendAt == null ? OutgoingStatus.QUEUED : OutgoingStatus.SCHEDULED).wireName())
                .param("message", Json.write(request.mail()))
                .param("reply_to", request.replyToMessageId())
                .param("reply_to_graph", ready.replyToGraphId())
                .param("send_at", utc(sendAt))
                .param("marker", Ids.random("mark"))
                .param("now", utc(clock.instant()))
                .update();
        keepFiles(id, mailbox, request);
        jobs.at(SendMessage.NAME, mailbox.workspace(), id, sendAt == null ? clock.instant() : sendAt);
        return find(id).orElseThrow();
    }

    private void keepFiles(String id, Mailbox mailbox, Checked.Fine request) {
        for (var position = 0; position < request.contents().size(); position++) {
            var file = request.mail().attachments().get(position);
            sql.sql("""
                            insert into outgoing_files (outgoing_id, position, workspace_id, name, content_type, content)
                            values (:id, :position, :workspace, :name, :type, :content)
                            """)
                    .param("id", id)
                    .param("position", position)
                    .param("workspace", mailbox.workspace().value())
                    .param("name", file.name())
                    .param("type", file.contentType())
                    .param("content", request.contents().get(position))
                    .update();
        }
    }

    Optional<Outgoing> find(String id) {
        return sql.sql("select * from outgoing where id = :id")
                .param("id", id)
                .query(Outgoing::of)
                .optional();
    }

    /** Newest first, from before that position on. */
    List<Outgoing> list(@Nullable String mailboxId, @Nullable OutgoingStatus status, long before, int limit) {
        return sql.sql("""
                        select * from outgoing
                        where position < :before
                            and (cast(:mailbox as text) is null or mailbox_id = :mailbox)
                            and (cast(:status as text) is null or status = :status)
                        order by position desc limit :limit
                        """)
                .param("before", before)
                .param("mailbox", mailboxId)
                .param("status", status == null ? null : status.wireName())
                .param("limit", limit)
                .query(Outgoing::of)
                .list();
    }

    /** False where it has left, or may have. */
    boolean cancel(Outgoing outgoing) {
        var cancelled = sql.sql("""
                        update outgoing set status = 'cancelled', trouble = null, updated_at = :now
                        where id = :id and status in ('queued', 'scheduled')
                        """)
                .param("id", outgoing.id())
                .param("now", utc(clock.instant()))
                .update();
        if (cancelled == 0) {
            return false;
        }
        sql.sql("delete from outgoing_files where outgoing_id = :id")
                .param("id", outgoing.id())
                .update();
        jobs.now(SendMessage.NAME, outgoing.workspace(), outgoing.id());
        return true;
    }

    List<Attachment.File> files(String id) {
        return sql.sql("select * from outgoing_files where outgoing_id = :id order by position")
                .param("id", id)
                .query((row, number) -> new Attachment.File(
                        row.getString("name"), row.getString("content_type"), row.getBytes("content"), false, null))
                .list();
    }

    /** After a reconnect the queue drains gently: Exchange takes 30 messages a minute. */
    void wake(WorkspaceId workspace, String mailboxId, Duration between) {
        var waiting = sql.sql("""
                        select id from outgoing where mailbox_id = :mailbox and status in ('queued', 'sending')
                        order by position
                        """)
                .param("mailbox", mailboxId)
                .query((row, number) -> row.getString("id"))
                .list();
        var time = clock.instant();
        for (var id : waiting) {
            jobs.at(SendMessage.NAME, workspace, id, time);
            time = time.plus(between);
        }
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
