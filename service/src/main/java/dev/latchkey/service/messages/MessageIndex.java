package dev.latchkey.service.messages;

import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the index and tells what changed, each thing once however often Microsoft repeats it. Every method belongs inside a
 * transaction of the workspace.
 */
@Component
public final class MessageIndex {

    /** Where a message was met: the folder, and which round of reading it this is. */
    public record Place(WorkspaceId workspace, String mailboxId, String folderId, int round) {}

    private final JdbcClient sql;
    private final Threads threads;
    private final EventLog events;
    private final ApplicationEventPublisher listeners;

    MessageIndex(JdbcClient sql, Threads threads, EventLog events, ApplicationEventPublisher listeners) {
        this.sql = sql;
        this.threads = threads;
        this.events = events;
        this.listeners = listeners;
    }

    /**
     * A message that was not known. One that has just arrived is told as {@code message.received} and, where it is a
     * reply, a bounce or an automatic answer, as that too.
     */
    public void add(Place place, Mail mail, Lineage lineage, boolean arrived) {
        var added = insert(place, mail, lineage);
        if (added.isEmpty()) {
            return;
        }
        var message = added.get();
        if (arrived) {
            tell(EventType.MESSAGE_RECEIVED, message);
            switch (lineage.kind()) {
                case REPLY -> tell(EventType.MESSAGE_REPLIED, message);
                case BOUNCE -> tell(EventType.MESSAGE_BOUNCED, message);
                case AUTOMATIC -> tell(EventType.MESSAGE_AUTO_REPLIED, message);
                case ORDINARY -> {}
            }
        }
        changed(message);
    }

    /** A known message as it is now; told as {@code message.updated} where a reader would see a difference. */
    public void update(StoredMessage before, Place place, Mail mail) {
        var now = before.in(place.folderId(), mail);
        write(now, place.round());
        if (now.equals(before)) {
            return;
        }
        var seen =
                !mail.marks().equals(before.mail().marks()) || !now.folderId().equals(before.folderId());
        if (seen && !before.mail().isDraft()) {
            tell(EventType.MESSAGE_UPDATED, now);
        }
        changed(now);
    }

    /** A reader's change that Microsoft has accepted. */
    public StoredMessage mark(StoredMessage before, Mail.Marks marks) {
        var now = before.in(before.folderId(), before.mail().with(marks));
        if (!now.equals(before)) {
            write(now, null);
            tell(EventType.MESSAGE_UPDATED, now);
            changed(now);
        }
        return now;
    }

    /** It lies in Deleted Items now, from where it can come back. */
    public void discard(StoredMessage before, Place bin, Mail mail) {
        var now = before.in(bin.folderId(), mail);
        write(now, bin.round());
        tell(EventType.MESSAGE_DELETED, now);
        changed(now);
    }

    /** It is gone for good. */
    public void remove(StoredMessage message) {
        var gone = sql.sql("delete from messages where id = :id")
                .param("id", message.id())
                .update();
        if (gone == 1) {
            tell(EventType.MESSAGE_DELETED, message);
            changed(message);
        }
    }

    private Optional<StoredMessage> insert(Place place, Mail mail, Lineage lineage) {
        var statement = sql.sql("""
                        insert into messages (id, workspace_id, mailbox_id, graph_id, folder_id, thread_id, conversation_id,
                            internet_message_id, in_reply_to, reference_ids, sender, recipients, copied, subject, preview,
                            received_at, is_read, is_draft, flag, categories, has_attachments, kind, outgoing_id, seen_in_round)
                        values (:id, :workspace, :mailbox, :graph, :folder, :thread, :conversation,
                            :messageId, :inReplyTo, :references, cast(:sender as jsonb), cast(:to as jsonb), cast(:cc as jsonb),
                            :subject, :preview, :received, :read, :draft, :flag, :categories, :attachments, :kind, :outgoing, :round)
                        on conflict (mailbox_id, graph_id) do nothing
                        returning *
                        """)
                .param("id", Ids.random("msg"))
                .param("workspace", place.workspace().value())
                .param("mailbox", place.mailboxId())
                .param("graph", mail.graphId())
                .param("thread", threads.of(place.mailboxId(), mail, lineage))
                .param("inReplyTo", lineage.inReplyTo())
                .param("references", lineage.references().toArray(String[]::new))
                .param("kind", lineage.kind().wireName())
                .param("outgoing", lineage.outgoingId())
                .param("round", place.round());
        return columns(statement, place.folderId(), mail)
                .query(MessageRows::message)
                .optional();
    }

    private void write(StoredMessage message, @Nullable Integer round) {
        var statement = sql.sql("""
                        update messages set folder_id = :folder, conversation_id = :conversation,
                            internet_message_id = :messageId, sender = cast(:sender as jsonb),
                            recipients = cast(:to as jsonb), copied = cast(:cc as jsonb), subject = :subject,
                            preview = :preview, received_at = :received, is_read = :read, is_draft = :draft, flag = :flag,
                            categories = :categories, has_attachments = :attachments,
                            seen_in_round = coalesce(:round, seen_in_round)
                        where id = :id
                        """).param("id", message.id()).param("round", round);
        columns(statement, message.folderId(), message.mail()).update();
    }

    private static JdbcClient.StatementSpec columns(JdbcClient.StatementSpec statement, String folderId, Mail mail) {
        return statement
                .param("folder", folderId)
                .param("conversation", mail.conversationId())
                .param("messageId", mail.internetMessageId())
                .param("sender", mail.from() == null ? null : Json.write(mail.from()))
                .param("to", Json.write(mail.to()))
                .param("cc", Json.write(mail.cc()))
                .param("subject", mail.subject())
                .param("preview", mail.preview())
                .param("received", mail.receivedAt().atOffset(ZoneOffset.UTC))
                .param("read", mail.marks().isRead())
                .param("draft", mail.isDraft())
                .param("flag", mail.marks().flag().wireName())
                .param("categories", mail.marks().categories().toArray(String[]::new))
                .param("attachments", mail.hasAttachments());
    }

    private void tell(EventType type, StoredMessage message) {
        events.append(message.workspace(), type, message.mailboxId(), MessageFacts.of(message));
    }

    private void changed(StoredMessage message) {
        listeners.publishEvent(new IndexChanged(message.workspace(), message.mailboxId()));
    }
}
