package dev.latchkey.service.messages;

import dev.latchkey.service.db.WorkspaceId;

/** Published inside the transaction: somebody looks at that folder. */
public record FolderWanted(WorkspaceId workspace, String mailboxId, String folderId) {}
