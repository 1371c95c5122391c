package dev.latchkey.microsoft.graph;

import org.jspecify.annotations.Nullable;

/**
 * A mail folder.
 *
 * @param id stays the same when the folder is moved or renamed
 */
public record Folder(
        String id,
        String displayName,
        @Nullable String parentFolderId,
        int childFolderCount,
        int unreadItemCount,
        int totalItemCount) {}
