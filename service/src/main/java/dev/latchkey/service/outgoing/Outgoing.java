package dev.latchkey.service.outgoing;

import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One outgoing mail as its row tells.
 *
 * @param position grows with each accepted mail
 * @param replyToGraphId the message that it answers
 * @param marker by which it is found again at Microsoft
 * @param runs of the job that were begun, whatever came of them
 * @param attempts runs that got as far as trying
 * @param draftAskedAt set while there may be a draft of ours that {@code draftId} does not name
 * @param sends how often Graph was asked to send without a sure no
 */
record Outgoing(
        String id,
        long position,
        WorkspaceId workspace,
        String mailboxId,
        OutgoingStatus status,
        Mail mail,
        @Nullable String replyToMessageId,
        @Nullable String replyToGraphId,
        @Nullable Instant sendAt,
        String marker,
        long runs,
        int attempts,
        @Nullable Instant draftAskedAt,
        @Nullable String draftId,
        @Nullable Instant draftedAt,
        int sends,
        @Nullable Instant lastSendAt,
        @Nullable String internetMessageId,
        @Nullable String conversationId,
        @Nullable String webLink,
        @Nullable Trouble trouble,
        Instant createdAt,
        @Nullable Instant sentAt) {

    /** Nothing of it can be at Microsoft yet. */
    boolean untouched() {
        return draftId == null && draftAskedAt == null && sends == 0;
    }

    /** When the last call was made whose effect may still have to show. */
    Instant lastTouched() {
        return Stream.of(lastSendAt, draftedAt, draftAskedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(createdAt);
    }

    /** From when on it was meant to leave. */
    Instant due() {
        return sendAt == null ? createdAt : sendAt;
    }

    static Outgoing of(ResultSet row, int number) throws SQLException {
        var trouble = row.getString("trouble");
        return new Outgoing(
                row.getString("id"),
                row.getLong("position"),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("mailbox_id"),
                OutgoingStatus.read(row.getString("status")),
                Json.read(row.getString("message"), Mail.class),
                row.getString("reply_to_message_id"),
                row.getString("reply_to_graph_id"),
                instant(row, "send_at"),
                row.getString("marker"),
                row.getLong("runs"),
                row.getInt("attempts"),
                instant(row, "draft_asked_at"),
                row.getString("draft_id"),
                instant(row, "drafted_at"),
                row.getInt("sends"),
                instant(row, "last_send_at"),
                row.getString("internet_message_id"),
                row.getString("conversation_id"),
                row.getString("web_link"),
                trouble == null ? null : Json.read(trouble, Trouble.class),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "sent_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
