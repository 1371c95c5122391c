package dev.latchkey.service.messages;

import dev.latchkey.service.db.WorkspaceId;

/** Published inside the transaction: what a reader of this mailbox sees is about to change. */
public record IndexChanged(WorkspaceId workspace, String mailboxId) {}
