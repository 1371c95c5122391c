package dev.latchkey.service.messages;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recognises what was sent from a mailbox. Every method belongs inside a transaction of the workspace. */
@Component
public final class SentMail {

    /** @param outgoingId null where the person sent it in a mail program */
    public record Sent(@Nullable String outgoingId) {}

    private final JdbcClient sql;

    SentMail(JdbcClient sql) {
        this.sql = sql;
    }

    /** The message with one of these Message-IDs that was sent from the mailbox, one of ours before any other. */
    public Optional<Sent> withMessageId(String mailboxId, List<String> messageIds) {
        if (messageIds.isEmpty()) {
            return Optional.empty();
        }
        return sql.sql("""
                        select id as outgoing_id from outgoing
                        where mailbox_id = :mailbox and internet_message_id = any(:ids)
                        union all
                        select m.outgoing_id from messages m join folders f on f.id = m.folder_id
                        where m.mailbox_id = :mailbox and f.well_known = 'sentitems' and m.internet_message_id = any(:ids)
                        order by outgoing_id nulls last limit 1
                        """)
                .param("mailbox", mailboxId)
                .param("ids", messageIds.toArray(String[]::new))
                .query((row, number) -> new Sent(row.getString("outgoing_id")))
                .optional();
    }

    /** The newest message of that conversation that was sent from the mailbox; a guess, for want of headers. */
    public Optional<Sent> inConversation(String mailboxId, @Nullable String conversationId) {
        return sql.sql("""
                        select m.outgoing_id from messages m join folders f on f.id = m.folder_id
                        where m.mailbox_id = :mailbox and f.well_known = 'sentitems' and m.conversation_id = :conversation
                        order by m.received_at desc limit 1
                        """)
                .param("mailbox", mailboxId)
                .param("conversation", conversationId)
                .query((row, number) -> new Sent(row.getString("outgoing_id")))
                .optional();
    }
}
