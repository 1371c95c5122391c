package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Folder;
import dev.latchkey.service.messages.Folders.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts folders into the order of a mail program: the well-known ones first, children under their parents, else by name. */
final class FolderOrder {

    /** Graph's names of the folders that every mailbox has, in the order in which people expect them. */
    static final List<String> WELL_KNOWN =
            List.of("inbox", "drafts", "sentitems", "archive", "deleteditems", "junkemail", "outbox");

    private final Map<String, String> wellKnown;
    private final Map<String, List<Folder>> children = new HashMap<>();
    private final List<Listed> arranged = new ArrayList<>();

    private FolderOrder(Map<String, String> wellKnown) {
        this.wellKnown = wellKnown;
    }

    /** @param wellKnown well-known names by folder id */
    static List<Listed> arrange(List<Folder> folders, Map<String, String> wellKnown) {
        var order = new FolderOrder(wellKnown);
        var ids = folders.stream().map(Folder::id).collect(Collectors.toSet());
        for (var folder : folders) {
            var parent = folder.parentFolderId();
            var key = parent != null && ids.contains(parent) ? parent : "";
            order.children.computeIfAbsent(key, none -> new ArrayList<>()).add(folder);
        }
        order.add("", 0);
        return order.arranged;
    }

    private void add(String parent, int depth) {
        var level = children.getOrDefault(parent, List.of()).stream()
                .sorted(Comparator.comparingInt(this::rank)
                        .thenComparing(Folder::displayName, String.CASE_INSENSITIVE_ORDER))
                .toList();
        for (var folder : level) {
            arranged.add(new Listed(
                    folder.id(),
                    name(folder),
                    Clean.text(folder.displayName()),
                    depth,
                    folder.unreadItemCount(),
                    folder.totalItemCount()));
            add(folder.id(), depth + 1);
        }
    }

    private int rank(Folder folder) {
        var place = WELL_KNOWN.indexOf(String.valueOf(name(folder)));
        return place < 0 ? WELL_KNOWN.size() : place;
    }

    private @Nullable String name(Folder folder) {
        return wellKnown.get(folder.id());
    }
}
