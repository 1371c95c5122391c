package dev.latchkey.service.approval;

import dev.latchkey.service.db.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whoever knows its id can open the page for a tenant's administrators. */
record ApprovalLink(
        String id,
        WorkspaceId workspace,
        String tenant,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    boolean open(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    public String path() {
        return "/approve/" + id;
    }
}
