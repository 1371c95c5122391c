package dev.latchkey.service.messages;

import org.jspecify.annotations.Nullable;

/**
 * A folder of the index.
 *
 * @param wellKnown Graph's name that is the same in every language, such as {@code inbox}; null for a folder of the person's own
 * @param depth 0 at the top
 * @param indexed whether its messages have been read to the end once
 */
public record StoredFolder(
        String id,
        String mailboxId,
        String graphId,
        @Nullable String wellKnown,
        String name,
        int depth,
        int unread,
        int total,
        boolean indexed) {}
