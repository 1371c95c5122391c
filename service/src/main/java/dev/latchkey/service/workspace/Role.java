package dev.latchkey.service.workspace;

import java.util.Locale;

/** What a member may do in a workspace: owners and admins manage it, members connect and use mailboxes. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER;

    /** Whether it may bring in and remove members of that role. */
    boolean reaches(Role other) {
        return this == OWNER || (this == ADMIN && other != OWNER);
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
