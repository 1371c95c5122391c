package dev.latchkey.service.messages;

import dev.latchkey.service.db.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the thread of a new message. */
@Component
final class Threads {

    private final JdbcClient sql;

    Threads(JdbcClient sql) {
        this.sql = sql;
    }

    String of(String mailboxId, Mail mail, Lineage lineage) {
        var thread = ofAncestors(mailboxId, lineage.ancestors());
        if (thread == null) {
            thread = ofAnswers(mailboxId, mail.internetMessageId());
        }
        var beginsAnew = lineage.headersRead() && lineage.ancestors().isEmpty();
        if (thread == null && !beginsAnew) {
            thread = ofConversation(mailboxId, mail.conversationId());
        }
        return thread == null ? Ids.random("thr") : thread;
    }

    private @Nullable String ofAncestors(String mailboxId, List<String> messageIds) {
        return messageIds.isEmpty()
                ? null
                : sql.sql("""
                                select thread_id from messages
                                where mailbox_id = :mailbox and internet_message_id = any(:ids)
                                order by received_at desc limit 1
                                """)
                        .param("mailbox", mailboxId)
                        .param("ids", messageIds.toArray(String[]::new))
                        .query(String.class)
                        .optional()
                        .orElse(null);
    }

    /** An answer can be read before what it answers. */
    private @Nullable String ofAnswers(String mailboxId, @Nullable String messageId) {
        return messageId == null
                ? null
                : sql.sql("""
                                select thread_id from messages where mailbox_id = :mailbox and in_reply_to = :id
                                order by received_at desc limit 1
                                """)
                        .param("mailbox", mailboxId)
                        .param("id", messageId)
                        .query(String.class)
                        .optional()
                        .orElse(null);
    }

    private @Nullable String ofConversation(String mailboxId, @Nullable String conversationId) {
        return conversationId == null
                ? null
                : sql.sql("""
                                select thread_id from messages where mailbox_id = :mailbox and conversation_id = :id
                                order by received_at desc limit 1
                                """)
                        .param("mailbox", mailboxId)
                        .param("id", conversationId)
                        .query(String.class)
                        .optional()
                        .orElse(null);
    }
}
