package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code $filter} that was read. */
sealed interface Filter {

    record And(Filter left, Filter right) implements Filter {}

    record Or(Filter left, Filter right) implements Filter {}

    record Not(Filter inner) implements Filter {}

    /** The value is a text, a Boolean, an Integer, an {@link Instant} or null. */
    record Compare(
            String field, Operator operator, @Nullable Object value) implements Filter {}

    record Call(String function, String field, String value) implements Filter {}

    record HasProperty(String id, String value) implements Filter {}

    record HasCategory(String category) implements Filter {}

    enum Operator {
        EQ,
        NE,
        GT,
        GE,
        LT,
        LE;

        boolean holds(int comparison) {
            return switch (this) {
                case EQ -> comparison == 0;
                case NE -> comparison != 0;
                case GT -> comparison > 0;
                case GE -> comparison >= 0;
                case LT -> comparison < 0;
                case LE -> comparison <= 0;
            };
        }
    }

    /** What it is asked of: a message or a folder. */
    interface Item {

        /** @param field in lower case */
        @Nullable
        Object value(String field);

        /** The value of the extended property with that id. */
        default Optional<String> property(String id) {
            return Optional.empty();
        }

        default List<String> categories() {
            return List.of();
        }
    }

    default boolean matches(Mailbox mailbox, Message message) {
        return matches(new MessageFields.MessageItem(mailbox, message));
    }

    default boolean matches(Item item) {
        return switch (this) {
            case And(var left, var right) -> left.matches(item) && right.matches(item);
            case Or(var left, var right) -> left.matches(item) || right.matches(item);
            case Not(var inner) -> !inner.matches(item);
            case Compare(var field, var operator, var value) ->
                operator.holds(MessageFields.compare(item.value(field), value));
            case Call(var function, var field, var value) -> holds(function, String.valueOf(item.value(field)), value);
            case HasProperty(var id, var value) ->
                item.property(id).filter(value::equals).isPresent();
            case HasCategory(var category) -> item.categories().stream().anyMatch(category::equalsIgnoreCase);
        };
    }

    /** The parts that must all hold. */
    default List<Filter> conjuncts() {
        return this instanceof And(var left, var right)
                ? Stream.concat(left.conjuncts().stream(), right.conjuncts().stream())
                        .toList()
                : List.of(this);
    }

    /** The properties that it looks at, in order. */
    default List<String> fields() {
        return switch (this) {
            case And(var left, var right) ->
                Stream.concat(left.fields().stream(), right.fields().stream()).toList();
            case Or(var left, var right) ->
                Stream.concat(left.fields().stream(), right.fields().stream()).toList();
            case Not(var inner) -> inner.fields();
            case Compare(var field, var _, var _) -> List.of(field);
            case Call(var _, var field, var _) -> List.of(field);
            case HasProperty _ -> List.of("singlevalueextendedproperties");
            case HasCategory _ -> List.of("categories");
        };
    }

    private static boolean holds(String function, String text, String value) {
        var lower = text.toLowerCase(Locale.ROOT);
        var wanted = value.toLowerCase(Locale.ROOT);
        return switch (function) {
            case "contains" -> lower.contains(wanted);
            case "startswith" -> lower.startsWith(wanted);
            default -> lower.endsWith(wanted);
        };
    }
}
