package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final GraphCall call;
    private final Mailbox mailbox;
    private final Folder parent;
    private final @Nullable Filter filter;
    private final List<Order> orders;
    private final Set<String> select;

    FolderQuery(GraphCall call, Mailbox mailbox, Folder parent) {
        this.call = call;
        this.mailbox = mailbox;
        this.parent = parent;
        this.filter = option("$filter").map(FilterReader::ofFolders).orElse(null);
        this.orders = Order.read(option("$orderby").orElse(""), FolderFields::known);
        this.select = select(call);
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
        all.subList(from, to).forEach(folder -> values.add(chosen(FolderRoutes.json(mailbox, folder), select)));
        if (to < all.size()) {
            json.put("@odata.nextLink", call.link("$skip", String.valueOf(to)));
        }
        return GraphReply.ok(json);
    }

    int count() {
        return found().size();
    }

    /** A folder as the caller's {@code $select} wants it. */
    static ObjectNode chosen(GraphCall call, ObjectNode folder) {
        return chosen(folder, select(call));
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

    private static Set<String> select(GraphCall call) {
        return Arrays.stream(call.query().get("$select").orElse("").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(FolderFields::known)
                .collect(Collectors.toSet());
    }

    /** The id is always there. */
    private static ObjectNode chosen(ObjectNode folder, Set<String> select) {
        if (!select.isEmpty()) {
            folder.retain(folder.propertyNames().stream()
                    .filter(name -> name.equals("id") || select.contains(name.toLowerCase(Locale.ROOT)))
                    .toList());
        }
        return folder;
    }
}
