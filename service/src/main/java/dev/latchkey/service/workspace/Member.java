package dev.latchkey.service.workspace;

import dev.latchkey.service.db.WorkspaceId;

/** A person of a workspace. */
public record Member(String id, WorkspaceId workspace, String email, String name, Role role) {

    /** The owner of a new workspace has no address yet; RFC 2606 §2 keeps that domain free. */
    static final String NO_ADDRESS = ".invalid";

    /** Whether they choose their address when they come in. Whoever was invited has the one that they were invited by. */
    public boolean choosesEmail() {
        return email.endsWith(NO_ADDRESS);
    }

    /** Whether they have come in before, and only their password is to be chosen anew. */
    public boolean cameIn() {
        return !choosesEmail() && !name.isEmpty();
    }
}
