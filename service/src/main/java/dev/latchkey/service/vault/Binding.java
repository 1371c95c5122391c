package dev.latchkey.service.vault;

import dev.latchkey.service.db.WorkspaceId;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed value belongs to, as associated data: moved to another row or column it can't be opened.
 *
 * @param owner the id of the row that holds it, such as the mailbox
 * @param field the column
 */
public record Binding(WorkspaceId workspace, String owner, String field) {

    byte[] associatedData() {
        return (workspace.value() + '\n' + owner + '\n' + field).getBytes(StandardCharsets.UTF_8);
    }
}
