package dev.latchkey.service.messages;

import dev.latchkey.service.http.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the index. Every method belongs inside a transaction of the workspace. */
@Component
public final class Messages {

    /** Which messages of a mailbox; null means all. */
    public record Query(
            String mailboxId,
            @Nullable String folderId,
            @Nullable String threadId,
            boolean unreadOnly) {

        public static Query folder(String mailboxId, String folderId) {
            return new Query(mailboxId, folderId, null, false);
        }
    }

    private final JdbcClient sql;

    Messages(JdbcClient sql) {
        this.sql = sql;
    }

    public Optional<StoredMessage> find(String mailboxId, String id) {
        return sql.sql("select * from messages where mailbox_id = :mailbox and id = :id")
                .param("mailbox", mailboxId)
                .param("id", id)
                .query(MessageRows::message)
                .optional();
    }

    /** Whether a list can go on from there. */
    public static boolean isCursor(String text) {
        return Cursor.parse(text).isPresent();
    }

    /** Newest first. An unreadable cursor begins at the top. */
    public Page<StoredMessage> list(Query query, @Nullable String cursor, int size) {
        var from = Optional.ofNullable(cursor).flatMap(Cursor::parse).orElse(Cursor.TOP);
        var rows = sql.sql("""
                        select * from messages
                        where mailbox_id = :mailbox
                            and (cast(:folder as text) is null or folder_id = :folder)
                            and (cast(:thread as text) is null or thread_id = :thread)
                            and (not :unread or not is_read)
                            and (received_at, position) < (:time, :position)
                        order by received_at desc, position desc limit :limit
                        """)
                .param("mailbox", query.mailboxId())
                .param("folder", query.folderId())
                .param("thread", query.threadId())
                .param("unread", query.unreadOnly())
                .param("time", from.time())
                .param("position", from.position())
                .param("limit", size + 1)
                .query(MessageRows::message)
                .list();
        return Page.of(rows, size, Cursor::after);
    }

    /** The known ones among those, by Graph's id. */
    public Map<String, StoredMessage> known(String mailboxId, Collection<String> graphIds) {
        return byGraphId(
                "select * from messages where mailbox_id = :mailbox and graph_id = any(:ids)", mailboxId, graphIds);
    }

    /** As {@link #known}, for a transaction that will change them: whoever else would waits, so that each change is told once. */
    public Map<String, StoredMessage> knownForChange(String mailboxId, Collection<String> graphIds) {
        return byGraphId("""
                select * from messages where mailbox_id = :mailbox and graph_id = any(:ids) order by id for update
                """, mailboxId, graphIds);
    }

    /** Those of a folder that the given round of reading it has not met: they were deleted or moved meanwhile. */
    public List<StoredMessage> missedBy(String folderId, int round, int limit) {
        return sql.sql("select * from messages where folder_id = :folder and seen_in_round < :round limit :limit")
                .param("folder", folderId)
                .param("round", round)
                .param("limit", limit)
                .query(MessageRows::message)
                .list();
    }

    private Map<String, StoredMessage> byGraphId(String select, String mailboxId, Collection<String> graphIds) {
        return sql
                .sql(select)
                .param("mailbox", mailboxId)
                .param("ids", graphIds.toArray(String[]::new))
                .query(MessageRows::message)
                .stream()
                .collect(Collectors.toMap(message -> message.mail().graphId(), Function.identity()));
    }
}
