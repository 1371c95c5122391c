package dev.latchkey.service.outgoing;

import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.Mailboxes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a run of the job writes down. Every method belongs inside a transaction of the workspace; a run that is no longer
 * the newest changes nothing.
 */
@Component
final class Progress {

    /** What there is to do. */
    sealed interface Begun {

        record Nothing() implements Begun {}

        record TooEarly(Instant at) implements Begun {}

        /** It is over, but a draft of ours may lie about. */
        record Leftovers(Outgoing outgoing, Mailbox mailbox) implements Begun {}

        record Ready(Outgoing outgoing, Mailbox mailbox) implements Begun {}
    }

    private final JdbcClient sql;
    private final Mailboxes mailboxes;
    private final OutgoingViews views;
    private final EventLog events;
    private final Clock clock;

    Progress(JdbcClient sql, Mailboxes mailboxes, OutgoingViews views, EventLog events, Clock clock) {
        this.sql = sql;
        this.mailboxes = mailboxes;
        this.views = views;
        this.events = events;
        this.clock = clock;
    }

    /** Begins a run. The outgoing that it returns tells how things stood before it. */
    Begun begin(String id) {
        var before = locked(id).orElse(null);
        var mailbox = before == null ? null : mailboxes.find(before.mailboxId()).orElse(null);
        if (before == null || mailbox == null) {
            return new Begun.Nothing();
        }
        if (before.status().over()) {
            return before.draftAskedAt() == null ? new Begun.Nothing() : new Begun.Leftovers(before, mailbox);
        }
        if (before.status() == OutgoingStatus.SCHEDULED && before.due().isAfter(clock.instant())) {
            return new Begun.TooEarly(before.due());
        }
        sql.sql("""
                        update outgoing set runs = runs + 1, attempts = attempts + 1,
                            status = case status when 'scheduled' then 'queued' else status end,
                            draft_asked_at = case when draft_id is null then coalesce(draft_asked_at, :now)
                                else draft_asked_at end
                        where id = :id
                        """).param("id", id).param("now", Outbox.utc(clock.instant())).update();
        return new Begun.Ready(before, mailbox);
    }

    private Optional<Outgoing> locked(String id) {
        return sql.sql("select * from outgoing where id = :id for update")
                .param("id", id)
                .query(Outgoing::of)
                .optional();
    }

    /** Another draft is asked for, now that the first is surely not there. */
    boolean askAgain(Outgoing outgoing) {
        return sql.sql(
                                "update outgoing set draft_asked_at = :now where id = :id and runs = :runs + 1 and status = 'queued'")
                        .param("now", Outbox.utc(clock.instant()))
                        .param("id", outgoing.id())
                        .param("runs", outgoing.runs())
                        .update()
                == 1;
    }

    /** The draft is there, but not complete yet. */
    boolean drafted(Outgoing outgoing, Message draft) {
        return save(outgoing, draft, "status = 'queued'", "status = status");
    }

    /** Graph is about to be asked to send it. */
    boolean leaving(Outgoing outgoing, @Nullable Message draft) {
        return save(
                outgoing,
                draft,
                "status in ('queued', 'sending')",
                "status = 'sending', sends = sends + 1, last_send_at = :now, trouble = null");
    }

    private boolean save(Outgoing outgoing, @Nullable Message draft, String where, String set) {
        return sql.sql("""
                        update outgoing set draft_asked_at = :asked,
                            draft_id = coalesce(:draft, draft_id),
                            drafted_at = coalesce(drafted_at, :drafted),
                            internet_message_id = coalesce(:message_id, internet_message_id),
                            conversation_id = coalesce(:conversation, conversation_id),
                            web_link = coalesce(:link, web_link),
                            updated_at = :now, %s
                        where id = :id and runs = :runs + 1 and %s
                        """.formatted(set, where))
                        .param("asked", Outbox.utc(outgoing.draftAskedAt()))
                        .param("draft", draft == null ? null : draft.id())
                        .param("drafted", draft == null ? null : Outbox.utc(clock.instant()))
                        .param("message_id", draft == null ? null : draft.internetMessageId())
                        .param("conversation", draft == null ? null : draft.conversationId())
                        .param("link", draft == null ? null : draft.webLink())
                        .param("now", Outbox.utc(clock.instant()))
                        .param("id", outgoing.id())
                        .param("runs", outgoing.runs())
                        .update()
                == 1;
    }

    /** Only now did the call end that may have been carried out: from now on its effect has to show. */
    void unclear(Outgoing outgoing) {
        sql.sql("""
                        update outgoing set
                            last_send_at = case when sends > :sends then :now else last_send_at end,
                            draft_asked_at = case when draft_id is null and sends = 0 then :now else draft_asked_at end
                        where id = :id and runs = :runs + 1
                        """)
                .param("sends", outgoing.sends())
                .param("now", Outbox.utc(clock.instant()))
                .param("id", outgoing.id())
                .param("runs", outgoing.runs())
                .update();
    }

    /** As before this run, for its last call was surely not carried out. */
    void hold(Outgoing outgoing, @Nullable Trouble trouble, boolean counts) {
        sql.sql("""
                        update outgoing set status = case when :sends > 0 then 'sending' else 'queued' end,
                            sends = :sends, draft_asked_at = :asked, attempts = :attempts,
                            trouble = cast(:trouble as jsonb), updated_at = :now
                        where id = :id and runs = :runs + 1 and status in ('queued', 'sending')
                        """)
                .param("sends", outgoing.sends())
                .param("asked", Outbox.utc(outgoing.draftAskedAt()))
                .param("attempts", outgoing.attempts() + (counts ? 1 : 0))
                .param("trouble", trouble == null ? null : Json.write(trouble))
                .param("now", Outbox.utc(clock.instant()))
                .param("id", outgoing.id())
                .param("runs", outgoing.runs())
                .update();
    }

    /** What became of it, if this run is still the newest. */
    Optional<Outgoing> sent(Outgoing outgoing, @Nullable Message copy) {
        var sent = sql.sql("""
                        update outgoing set status = 'sent', trouble = null, sent_at = :now, updated_at = :now,
                            graph_message_id = :copy,
                            internet_message_id = coalesce(:message_id, internet_message_id),
                            conversation_id = coalesce(:conversation, conversation_id),
                            web_link = coalesce(:link, web_link)
                        where id = :id and runs = :runs + 1 and status in ('queued', 'sending')
                        returning *
                        """)
                .param("copy", copy == null ? null : copy.id())
                .param("message_id", copy == null ? null : copy.internetMessageId())
                .param("conversation", copy == null ? null : copy.conversationId())
                .param("link", copy == null ? null : copy.webLink())
                .param("now", Outbox.utc(clock.instant()))
                .param("id", outgoing.id())
                .param("runs", outgoing.runs())
                .query(Outgoing::of)
                .optional();
        sent.ifPresent(now -> {
            sql.sql("delete from outgoing_files where outgoing_id = :id")
                    .param("id", now.id())
                    .update();
            tell(EventType.OUTGOING_SENT, now);
        });
        return sent;
    }

    /** It has not left and never will by itself; a draft of it is a leftover. */
    Optional<Outgoing> failed(Outgoing outgoing, Trouble trouble) {
        var failed = over(outgoing, "failed", trouble, "case when draft_id is null then :asked else :now end");
        failed.ifPresent(now -> tell(EventType.OUTGOING_FAILED, now));
        return failed;
    }

    Optional<Outgoing> inDoubt(Outgoing outgoing) {
        var doubt = over(outgoing, "in_doubt", Trouble.of(Trouble.Why.UNKNOWN_OUTCOME), ":asked");
        doubt.ifPresent(now -> tell(EventType.OUTGOING_IN_DOUBT, now));
        return doubt;
    }

    private Optional<Outgoing> over(Outgoing outgoing, String status, Trouble trouble, String draftAskedAt) {
        return sql.sql("""
                        update outgoing set status = :status, trouble = cast(:trouble as jsonb), updated_at = :now,
                            draft_asked_at = %s
                        where id = :id and runs = :runs + 1 and status in ('queued', 'sending')
                        returning *
                        """.formatted(draftAskedAt))
                .param("status", status)
                .param("trouble", Json.write(trouble))
                .param("asked", Outbox.utc(outgoing.draftAskedAt()))
                .param("now", Outbox.utc(clock.instant()))
                .param("id", outgoing.id())
                .param("runs", outgoing.runs())
                .query(Outgoing::of)
                .optional();
    }

    void tidied(Outgoing outgoing) {
        sql.sql("update outgoing set draft_asked_at = null where id = :id")
                .param("id", outgoing.id())
                .update();
    }

    private void tell(EventType type, Outgoing outgoing) {
        events.append(outgoing.workspace(), type, outgoing.mailboxId(), views.inEnglish(outgoing));
    }
}
