package dev.latchkey.service.workspace;

import dev.latchkey.service.db.WorkspaceId;

/** A person of a workspace. */
public record Member(String id, WorkspaceId workspace, String email, String name, Role role) {}
