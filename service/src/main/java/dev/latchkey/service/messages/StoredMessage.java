package dev.latchkey.service.messages;

import dev.latchkey.service.db.WorkspaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the index.
 *
 * @param position grows with the order of arrival here
 */
public record StoredMessage(
        String id,
        long position,
        WorkspaceId workspace,
        String mailboxId,
        String folderId,
        String threadId,
        Mail mail,
        @Nullable String inReplyTo,
        List<String> references,
        MessageKind kind,
        @Nullable String outgoingId) {

    StoredMessage in(String folder, Mail changed) {
        return new StoredMessage(
                id, position, workspace, mailboxId, folder, threadId, changed, inReplyTo, references, kind, outgoingId);
    }
}
