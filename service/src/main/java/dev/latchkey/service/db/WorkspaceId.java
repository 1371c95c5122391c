package dev.latchkey.service.db;

/** Whose data: every row but the installation's own belongs to one workspace. */
public record WorkspaceId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
