package dev.latchkey.service.reading;

import dev.latchkey.service.messages.StoredFolder;
import org.jspecify.annotations.Nullable;

/**
 * A folder, as the API gives it.
 *
 * @param wellKnown Graph's name that is the same in every language, such as {@code inbox}; absent for a person's own folder
 * @param depth 0 at the top; children follow their parent
 */
record FolderFacts(String id, String name, @Nullable String wellKnown, int depth, int unread, int total) {

    static FolderFacts of(StoredFolder folder) {
        return new FolderFacts(
                folder.id(), folder.name(), folder.wellKnown(), folder.depth(), folder.unread(), folder.total());
    }
}
