package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The properties of a folder, by which folders can be chosen, filtered and ordered. */
final class FolderFields {

    static final String TYPE = "microsoft.graph.mailFolder";
    static final List<String> NAMES = List.of(
            "id", "displayName", "parentFolderId", "childFolderCount", "unreadItemCount", "totalItemCount", "isHidden");

    /** A folder as a filter sees it. */
    record FolderItem(Mailbox mailbox, Folder folder) implements Filter.Item {

        @Override
        public @Nullable Object value(String field) {
            return switch (field) {
                case "id" -> mailbox.ids().ofFolder(folder.number());
                case "displayname" -> folder.displayName();
                case "parentfolderid" -> mailbox.ids().ofFolder(folder.parent());
                case "childfoldercount" ->
                    mailbox.folders().below(folder.number()).size();
                case "unreaditemcount" -> folder.unread();
                case "totalitemcount" -> folder.total();
                default -> FolderRoutes.hidden(folder);
            };
        }
    }

    private FolderFields() {}

    /** The name in lower case; refuses one that is none of these. */
    static String known(String path) {
        if (NAMES.stream().noneMatch(path::equalsIgnoreCase)) {
            throw GraphProblem.badUrl(
                    "Could not find a property named '" + path + "' on type 'microsoft.graph.mailFolder'.");
        }
        return path.toLowerCase(Locale.ROOT);
    }

    static Comparator<Folder> order(Mailbox mailbox, String field) {
        return (one, other) -> MessageFields.compare(
                new FolderItem(mailbox, one).value(field), new FolderItem(mailbox, other).value(field));
    }
}
