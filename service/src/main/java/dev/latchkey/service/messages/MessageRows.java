package dev.latchkey.service.messages;

import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code messages}. */
final class MessageRows {

    private MessageRows() {}

    static StoredMessage message(ResultSet row, int number) throws SQLException {
        return new StoredMessage(
                row.getString("id"),
                row.getLong("position"),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("mailbox_id"),
                row.getString("folder_id"),
                row.getString("thread_id"),
                mail(row),
                row.getString("in_reply_to"),
                texts(row, "reference_ids"),
                MessageKind.ofWireName(row.getString("kind")),
                row.getString("outgoing_id"));
    }

    private static Mail mail(ResultSet row) throws SQLException {
        return new Mail(
                row.getString("graph_id"),
                row.getString("conversation_id"),
                row.getString("internet_message_id"),
                sender(row.getString("sender")),
                addresses(row, "recipients"),
                addresses(row, "copied"),
                row.getString("subject"),
                row.getString("preview"),
                row.getTimestamp("received_at").toInstant(),
                new Mail.Marks(
                        row.getBoolean("is_read"), Flag.ofWireName(row.getString("flag")), texts(row, "categories")),
                row.getBoolean("is_draft"),
                row.getBoolean("has_attachments"));
    }

    private static @Nullable Address sender(@Nullable String json) {
        return json == null ? null : Json.read(json, Address.class);
    }

    private static List<Address> addresses(ResultSet row, String column) throws SQLException {
        return List.of(Json.read(row.getString(column), Address[].class));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
