package dev.latchkey.sandbox.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A folder and its counts.
 *
 * @param wellKnown its well-known name, such as {@code inbox}; null for a folder that someone made
 * @param parent the number of the folder above; 0 for the root itself
 * @param seq its latest change, that of a count or of a folder directly below too
 */
public record Folder(
        int number, @Nullable String wellKnown, String displayName, int parent, int total, int unread, long seq) {

    Folder counting(int totalDelta, int unreadDelta) {
        return new Folder(number, wellKnown, displayName, parent, total + totalDelta, unread + unreadDelta, seq);
    }

    Folder below(int newParent) {
        return new Folder(number, wellKnown, displayName, newParent, total, unread, seq);
    }

    Folder renamed(String name) {
        return new Folder(number, wellKnown, name, parent, total, unread, seq);
    }

    Folder changed(long now) {
        return new Folder(number, wellKnown, displayName, parent, total, unread, now);
    }
}
