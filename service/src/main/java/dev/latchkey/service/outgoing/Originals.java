package dev.latchkey.service.outgoing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages that a mail can answer; inside a transaction of the workspace. */
@Component
final class Originals {

    /** @param from who wrote it; null where nobody is named */
    record Original(String id, String graphId, @Nullable Address from, String subject, String preview) {}

    private final JdbcClient sql;

    Originals(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Original> find(String mailboxId, String messageId) {
        return sql.sql("""
                        select id, graph_id, sender ->> 'address' as address, sender ->> 'name' as name, subject, preview
                        from messages where id = :id and mailbox_id = :mailbox
                        """)
                .param("id", messageId)
                .param("mailbox", mailboxId)
                .query((row, number) -> new Original(
                        row.getString("id"),
                        row.getString("graph_id"),
                        row.getString("address") == null
                                ? null
                                : new Address(row.getString("address"), row.getString("name")),
                        row.getString("subject"),
                        row.getString("preview")))
                .optional();
    }
}
