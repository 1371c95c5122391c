package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MessageLists.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A list of messages: filtered, searched, ordered and paged through indexes. */
final class MessageQuery {

    private static final int DEFAULT_PAGE = 10;
    private static final int LARGEST_PAGE = 1_000;

    /** At most so many are found by $search. */
    private static final int SEARCH_LIMIT = 1_000;

    private final GraphCall call;
    private final Mailbox mailbox;
    private final int folder;
    private final @Nullable Filter filter;
    private final List<Order> orders;
    private final int pageSize;

    MessageQuery(GraphCall call, Mailbox mailbox, int folder) {
        this.call = call;
        this.mailbox = mailbox;
        this.folder = folder;
        this.filter = call.query()
                .get("$filter")
                .filter(text -> !text.isBlank())
                .map(FilterReader::read)
                .orElse(null);
        this.orders = Order.read(call.query().get("$orderby").orElse(""), MessageFields::known);
        this.pageSize = call.query().number("$top", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
        checkCombination();
    }

    ObjectNode answer(String context) {
        var json = GraphCall.JSON.createObjectNode();
        json.put("@odata.context", context);
        // beside $search Graph leaves it out:
        // https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/4673
        if (call.query().isTrue("$count") && !call.query().has("$search")) {
            json.put("@odata.count", count());
        }
        var values = json.putArray("value");
        var writer = new MessageJson(mailbox, View.of(call));
        var page = page();
        page.messages().forEach(message -> values.add(writer.of(message)));
        page.next().ifPresent(link -> json.put("@odata.nextLink", link));
        return json;
    }

    /** How many there are in all. */
    int count() {
        var search = call.query().get("$search");
        if (search.isPresent()) {
            return searched(search.get()).size();
        }
        if (filter != null) {
            return indexed().orElseGet(this::all).size();
        }
        return mailbox.folders().all().stream()
                .filter(each -> folder == 0 || each.number() == folder)
                .mapToInt(each -> each.total())
                .sum();
    }

    private record Found(List<Message> messages, Optional<String> next) {}

    private Found page() {
        var search = call.query().get("$search");
        if (search.isPresent()) {
            return cut(searched(search.get()));
        }
        var indexed = indexed();
        if (indexed.isPresent()) {
            return cut(sorted(indexed.get()));
        }
        return byTime() ? walked() : cut(sorted(all()));
    }

    /** The last ones sent stand first. */
    private List<Message> searched(String search) {
        return mailbox
                .lists()
                .page(Range.newestOf(folder), new Search(search, mailbox), null, SEARCH_LIMIT)
                .messages()
                .stream()
                .sorted(Comparator.comparing(MessageFields::sent).reversed())
                .toList();
    }

    /** Page after page along the index of times, from the key where the last page ended. */
    private Found walked() {
        var range = range();
        var position = call.query().get("$skiptoken").map(MessageQuery::position);
        var skip = call.query().number("$skip", 0, Integer.MAX_VALUE).orElse(0);
        if (position.isEmpty() && skip > 0) {
            if (filter != null) {
                return cut(all());
            }
            position = mailbox.lists().position(range, skip);
            if (position.isEmpty()) {
                return new Found(List.of(), Optional.empty());
            }
        }
        var page = mailbox.lists().page(range, this::matches, position.orElse(null), pageSize);
        var next = Optional.ofNullable(page.next()).map(key -> call.link("$skiptoken", key));
        return new Found(page.messages(), next);
    }

    private Found cut(List<Message> messages) {
        var from = Math.min(call.query().number("$skip", 0, Integer.MAX_VALUE).orElse(0), messages.size());
        var to = (int) Math.min((long) from + pageSize, messages.size());
        var next =
                to < messages.size() ? Optional.of(call.link("$skip", String.valueOf(to))) : Optional.<String>empty();
        return new Found(messages.subList(from, to), next);
    }

    /** What an index gives for a condition that the filter demands in any case. */
    private Optional<List<Message>> indexed() {
        if (filter == null) {
            return Optional.empty();
        }
        return filter.conjuncts().stream()
                .flatMap(condition -> indexed(condition).stream())
                .findFirst()
                .map(messages -> messages.stream()
                        .filter(this::matches)
                        .filter(this::here)
                        .toList());
    }

    private Optional<List<Message>> indexed(Filter condition) {
        return switch (condition) {
            case Filter.HasProperty(var id, var value)
            when ExtendedProperties.isMessageId(id) ->
                Optional.of(mailbox.lists().byInternetMessageId(value));
            case Filter.HasProperty(var id, var value)
            when !ExtendedProperties.isWellKnown(id) ->
                Optional.of(mailbox.lists().byProperty(id, value));
            case Filter.Compare(var field, var operator, String value)
            when operator == Filter.Operator.EQ && field.equals("internetmessageid") ->
                Optional.of(mailbox.lists().byInternetMessageId(value));
            case Filter.Compare(var field, var operator, String value)
            when operator == Filter.Operator.EQ && field.equals("conversationid") ->
                Optional.of(mailbox.lists().byConversation(value));
            default -> Optional.empty();
        };
    }

    private boolean here(Message message) {
        return folder == 0 || message.place().folder() == folder;
    }

    private List<Message> all() {
        return mailbox.lists()
                .page(range(), this::matches, null, Integer.MAX_VALUE)
                .messages();
    }

    private boolean matches(Message message) {
        return filter == null || filter.matches(mailbox, message);
    }

    private boolean byTime() {
        return orders.isEmpty()
                || (orders.size() == 1 && orders.getFirst().field().equals("receiveddatetime"));
    }

    private Range range() {
        var newestFirst = !byTime() || orders.isEmpty() || orders.getFirst().descending();
        Instant from = null;
        Instant to = null;
        for (var condition : filter == null ? List.<Filter>of() : filter.conjuncts()) {
            if (condition instanceof Filter.Compare(var field, var operator, Instant time)
                    && field.equals("receiveddatetime")) {
                switch (operator) {
                    case GT, GE -> from = time;
                    case LT, LE -> to = time;
                    case EQ, NE -> {}
                }
            }
        }
        return new Range(folder, newestFirst, from, to);
    }

    private List<Message> sorted(List<Message> messages) {
        var sorted = new ArrayList<>(messages);
        Comparator<Message> newest =
                MessageFields.order(mailbox, "receiveddatetime").reversed();
        sorted.sort(Order.comparator(orders, field -> MessageFields.order(mailbox, field))
                .orElse(newest));
        return sorted;
    }

    private static String position(String token) {
        if (!token.matches("[0-9a-f]{24}")) {
            throw GraphProblem.badRequest("Invalid value for $skiptoken.");
        }
        return token;
    }

    /** See https://learn.microsoft.com/graph/api/user-list-messages, "Using filter and orderby in the same query". */
    private void checkCombination() {
        if (call.query().has("$search")) {
            if (call.query().has("$orderby")) {
                throw new GraphProblem(
                        400, "SearchWithOrderBy", "The query parameter '$orderBy' is not supported with '$search'.");
            }
            if (filter != null) {
                throw new GraphProblem(
                        400, "SearchWithFilter", "The query parameter '$filter' is not supported with '$search'.");
            }
        }
        if (call.basicOnly()
                && (call.query().has("$search")
                        || (filter != null
                                && filter.fields().stream()
                                        .anyMatch(
                                                List.of("singlevalueextendedproperties", "bodypreview")::contains)))) {
            throw GraphProblem.accessDenied();
        }
        var ordered = orders.stream().map(Order::field).toList();
        if (filter != null && !ordered.isEmpty()) {
            var filtered = filter.fields().stream().distinct().toList();
            if (filtered.size() < ordered.size()
                    || !filtered.subList(0, ordered.size()).equals(ordered)) {
                throw new GraphProblem(
                        400, "InefficientFilter", "The restriction or sort order is too complex for this operation.");
            }
        }
    }
}
