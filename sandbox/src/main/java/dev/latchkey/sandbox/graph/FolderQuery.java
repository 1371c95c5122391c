package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of the folders below one: filtered, ordered and paged.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-mailfolders">List mailFolders</a>
 */
final class FolderQuery {

    private static final int DEFAULT_PAGE = 10;
    private static final int LARGEST_PAGE = 1_000;
    private static final List<String> EXPANDABLE = List.of(
            "childFolders",
            "messages",
            "messageRules",
            "singleValueExtendedProperties",
            "multiValueExtendedProperties");

    private final GraphCall call;
    private final Mailbox mailbox;
    private final Folder parent;
    private final @Nullable Filter filter;
    private final List<Order> orders;
    private final Selection select;

    FolderQuery(GraphCall call, Mailbox mailbox, Folder parent) {
        this.call = call;
        this.mailbox = mailbox;
        this.parent = parent;
        this.filter = option("$filter").map(FilterReader::ofFolders).orElse(null);
        this.orders = Order.read(option("$orderby").orElse(""), FolderFields::known);
        this.select = select(call.query());
    }

    GraphReply answer() {
        var all = found();
        var json = GraphCall.JSON.createObjectNode().put("@odata.context", FolderRoutes.context(call, mailbox));
        if (call.query().isTrue("$count")) {
            json.put("@odata.count", all.size());
        }
        var size = call.query().number("$top", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
        var from = Math.min(call.query().number("$skip", 0, Integer.MAX_VALUE).orElse(0), all.size());
        var to = Math.min(from + size, all.size());
        var values = json.putArray("value");
        all.subList(from, to).forEach(folder -> values.add(select.of(FolderRoutes.json(mailbox, folder), "id")));
        if (to < all.size()) {
            json.put("@odata.nextLink", call.link("$skip", String.valueOf(to)));
        }
        return GraphReply.ok(json);
    }

    int count() {
        return found().size();
    }

    /** A folder as the caller's {@code $select} wants it. */
    static ObjectNode chosen(GraphQuery query, ObjectNode folder) {
        return select(query).of(folder, "id");
    }

    private List<Folder> found() {
        var found = mailbox.folders().below(parent.number()).stream()
                .filter(folder -> call.query().isTrue("includehiddenfolders") || !FolderRoutes.hidden(folder))
                .filter(folder -> filter == null || filter.matches(new FolderFields.FolderItem(mailbox, folder)));
        return Order.<Folder>comparator(orders, field -> FolderFields.order(mailbox, field))
                .map(found::sorted)
                .orElse(found)
                .toList();
    }

    private Optional<String> option(String name) {
        return call.query().get(name).filter(text -> !text.isBlank());
    }

    /** What of a folder is shown; what is expanded there is known, and not shown. */
    private static Selection select(GraphQuery query) {
        Expand.read(query, FolderFields.TYPE, EXPANDABLE);
        return Selection.read(query.get("$select"), FolderFields.TYPE, FolderFields.NAMES);
    }
}
