package dev.latchkey.sandbox.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One part of an {@code $orderby}.
 *
 * @param field in lower case
 */
record Order(String field, boolean descending) {

    /** @param known gives the field of a name, or refuses it */
    static List<Order> read(String option, UnaryOperator<String> known) {
        var orders = new ArrayList<Order>();
        for (var part : option.split(",", -1)) {
            var words = part.strip().split("\\s+", -1);
            if (words[0].isEmpty()) {
                continue;
            }
            var direction = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
            if (words.length > 2 || !List.of("asc", "desc").contains(direction)) {
                throw GraphProblem.badRequest("Invalid $orderby clause.");
            }
            orders.add(new Order(known.apply(words[0]), direction.equals("desc")));
        }
        return orders;
    }

    /** All of them, the first one first; empty for none. */
    static <T> Optional<Comparator<T>> comparator(List<Order> orders, Function<String, Comparator<T>> byField) {
        return orders.stream()
                .map(order ->
                        order.descending() ? byField.apply(order.field()).reversed() : byField.apply(order.field()))
                .reduce(Comparator::thenComparing);
    }
}
