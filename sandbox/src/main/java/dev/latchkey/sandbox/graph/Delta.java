package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.ChangeLog.Change;
import dev.latchkey.sandbox.exchange.Folder;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MessageLists.Range;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The changes of a folder. A first round enumerates it, newest first; the rounds after it follow the change log from the
 * point at which the enumeration began.
 *
 * @see <a href="https://learn.microsoft.com/graph/delta-query-messages">Get incremental changes to messages</a>
 */
final class Delta {

    private static final int DEFAULT_PAGE = 10;
    private static final int LARGEST_PAGE = 1_000;
    private static final int MOST_FILTERED = 5_000;
    private static final String FILTER_LIMIT =
            "The following parameters are not supported with change tracking over the 'messages' resource: '%s'.";
    private static final Set<String> KEPT = Set.of("$select", "$expand", "$filter", "$orderby", "$top", "changetype");

    private final GraphCall call;
    private final Mailbox mailbox;
    private final Folder folder;

    Delta(GraphCall call, Mailbox mailbox, Folder folder) {
        this.call = call;
        this.mailbox = mailbox;
        this.folder = folder;
    }

    ObjectNode answer(String context) {
        var token = token();
        var json = GraphCall.JSON.createObjectNode();
        json.put("@odata.context", context);
        var values = json.putArray("value");
        var view = View.of(call, new GraphQuery(token.options()));
        if (token.position() == null) {
            follow(json, values, token, view);
        } else {
            enumerate(json, values, token, view);
        }
        return json;
    }

    private void enumerate(ObjectNode json, ArrayNode values, DeltaToken token, View view) {
        var writer = new MessageJson(mailbox, view);
        var range = new Range(folder.number(), true, earliest(token), null);
        var start = String.valueOf(token.position());
        var most = earliest(token) == null ? Integer.MAX_VALUE : MOST_FILTERED;
        var left = Math.max(1, most - token.enumerated());
        var size = Math.min(pageSize(token), left);
        var page = mailbox.lists().page(range, message -> wanted(token, message), start.isEmpty() ? null : start, size);
        if (!isOnly(token, "updated") && !isOnly(token, "deleted")) {
            page.messages().forEach(message -> values.add(writer.of(message)));
        }
        var next = page.messages().size() == left ? null : page.next();
        var shown = token.enumerated() + page.messages().size();
        link(json, next == null ? token.done(token.point()) : token.further(next, shown));
    }

    private void follow(ObjectNode json, ArrayNode values, DeltaToken token, View view) {
        var writer = new MessageJson(mailbox, view);
        var size = pageSize(token);
        var changes = mailbox.changeLog().after(folder.number(), token.point(), size + 1);
        var last = token.point();
        for (var change : changes.subList(0, Math.min(size, changes.size()))) {
            write(values, writer, token, change);
            last = change.seq();
        }
        if (changes.size() > size) {
            json.put("@odata.nextLink", link("$skiptoken", token.on(last)));
        } else {
            json.put("@odata.deltaLink", link("$deltatoken", token.done(last)));
        }
    }

    private void write(ArrayNode values, MessageJson writer, DeltaToken token, Change change) {
        switch (change) {
            case Change.Present(var _, var message) -> {
                var kind = message.place().entered() > token.since() ? "created" : "updated";
                if (wanted(token, message) && covers(token, kind)) {
                    values.add(writer.of(message));
                }
            }
            case Change.Gone(var _, var item, var place) -> {
                // under an immutable id a message that came back is not gone: its return stands further on
                var back = call.immutableIds() && mailbox.changeLog().holds(folder.number(), item);
                if (!back && covers(token, "deleted")) {
                    var removed = values.addObject()
                            .put("@odata.type", "#microsoft.graph.message")
                            .put("id", mailbox.ids().of(item, place, call.immutableIds()));
                    removed.putObject("@removed").put("reason", "deleted");
                }
            }
        }
    }

    private void link(ObjectNode json, DeltaToken token) {
        if (token.position() == null) {
            json.put("@odata.deltaLink", link("$deltatoken", token));
        } else {
            json.put("@odata.nextLink", link("$skiptoken", token));
        }
    }

    private String link(String option, DeltaToken token) {
        return call.root() + call.address() + "?" + option + "=" + token.text();
    }

    private DeltaToken token() {
        var given = call.query().get("$deltatoken").or(() -> call.query().get("$skiptoken"));
        if (given.isEmpty()) {
            return first();
        }
        return DeltaToken.read(given.get())
                .filter(token -> token.folder().equals(folderId()))
                .filter(token -> token.sync().equals(sync()))
                .filter(token -> token.point() <= mailbox.changeLog().now())
                .orElseThrow(() -> GraphProblem.syncStateNotFound(call.root() + call.address()));
    }

    private DeltaToken first() {
        for (var unsupported : List.of("$search", "$skip")) {
            if (call.query().has(unsupported)) {
                throw GraphProblem.badRequest(FILTER_LIMIT.formatted(unsupported));
            }
        }
        var options = new LinkedHashMap<String, String>();
        call.query().options().forEach((name, value) -> {
            if (KEPT.contains(name)) {
                options.put(name, value);
            }
        });
        var order = options.getOrDefault("$orderby", "").strip().replaceAll("\\s+", " ");
        if (!order.isEmpty() && !order.equalsIgnoreCase("receivedDateTime desc")) {
            throw GraphProblem.badRequest(FILTER_LIMIT.formatted("$orderby"));
        }
        call.maxPageSize().ifPresent(size -> options.put("$maxpagesize", String.valueOf(size)));
        var now = mailbox.changeLog().now();
        var token = new DeltaToken(folderId(), now, now, "", 0, sync(), options);
        earliest(token);
        return token;
    }

    private String folderId() {
        return mailbox.ids().ofFolder(folder.number());
    }

    private String sync() {
        return mailbox.epoch();
    }

    private int pageSize(DeltaToken token) {
        var options = new GraphQuery(token.options());
        var asked = call.maxPageSize()
                .orElse(options.number("$maxpagesize", 0, Integer.MAX_VALUE)
                        .orElse(options.number("$top", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE)));
        return Math.clamp(asked, 1, LARGEST_PAGE);
    }

    private boolean wanted(DeltaToken token, Message message) {
        var earliest = earliest(token);
        return earliest == null || !message.times().received().isBefore(earliest);
    }

    /** The one filter that delta allows: receivedDateTime ge or gt. */
    private static @Nullable Instant earliest(DeltaToken token) {
        var text = token.options().getOrDefault("$filter", "");
        if (text.isBlank()) {
            return null;
        }
        if (FilterReader.read(text) instanceof Filter.Compare(var field, var operator, Instant time)
                && field.equals("receiveddatetime")) {
            if (operator == Filter.Operator.GE) {
                return time;
            }
            if (operator == Filter.Operator.GT) {
                return time.plusSeconds(1);
            }
        }
        throw GraphProblem.badRequest(FILTER_LIMIT.formatted("$filter"));
    }

    private static boolean covers(DeltaToken token, String kind) {
        var only = token.options().get("changetype");
        return only == null || only.equalsIgnoreCase(kind);
    }

    private static boolean isOnly(DeltaToken token, String kind) {
        return kind.equalsIgnoreCase(token.options().get("changetype"));
    }
}
