package dev.latchkey.sandbox.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a message, as seen from one folder: a move is {@code DELETED} where it was and
 * {@code CREATED} where it came.
 *
 * @param before null when it is new in the folder
 * @param after null when it has left the folder
 */
public record MailChange(
        Mailbox mailbox,
        Kind kind,
        int folder,
        @Nullable Message before,
        @Nullable Message after) {

    /** In Microsoft's words for {@code changeType}, in capitals. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }

    /** The message after the change, or the last that was known of it. */
    public Message message() {
        return after != null ? after : java.util.Objects.requireNonNull(before);
    }
}
