package dev.latchkey.microsoft.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads all folders, level by level, for Graph's childFolders reaches one level only. */
final class FolderTree {

    // Exchange allows 10,000 folders; a mailbox of that kind is read up to here rather than never
    private static final int MOST_CALLS = 500;

    private final GraphCalls calls;
    private final List<Folder> found = new ArrayList<>();
    private final ArrayDeque<String> open = new ArrayDeque<>();
    private final HashSet<String> seen = new HashSet<>();

    FolderTree(GraphCalls calls) {
        this.calls = calls;
    }

    GraphReply<List<Folder>> read() {
        open.add(calls.own("/me/mailFolders?$top=100").toString());
        for (var call = 0; call < MOST_CALLS && !open.isEmpty(); call++) {
            var reply = calls.follow(open.remove(), null, json -> GraphJson.page(json, GraphJson::folder));
            if (!(reply instanceof GraphReply.Done<Page<Folder>>(var page))) {
                return reply.map(Page::items);
            }
            page.items().forEach(this::take);
            if (page.nextLink() != null && seen.add(page.nextLink())) {
                open.addFirst(page.nextLink());
            }
        }
        return new GraphReply.Done<>(List.copyOf(found));
    }

    // a folder that shows up twice, because the tree changes while it is read, must not make a circle
    private void take(Folder folder) {
        if (!seen.add(folder.id())) {
            return;
        }
        found.add(folder);
        if (folder.childFolderCount() > 0) {
            open.add(calls.own("/me/mailFolders/" + GraphCalls.escape(folder.id()) + "/childFolders?$top=100")
                    .toString());
        }
    }
}
