package dev.latchkey.sandbox.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A query in the Keyword Query Language that was read.
 *
 * @see <a href="https://learn.microsoft.com/sharepoint/dev/general-development/keyword-query-language-kql-syntax-reference">KQL
 *     syntax reference</a>
 */
sealed interface Kql {

    record All(List<Kql> parts) implements Kql {}

    record Any(List<Kql> parts) implements Kql {}

    record Not(Kql inner) implements Kql {}

    /**
     * Words that stand beside one another.
     *
     * @param text as {@link SearchedMessage#words} gives it, without the last blank where the last word is a prefix
     */
    record Phrase(Property property, String text) implements Kql {}

    /**
     * @param from the least value, in milliseconds of the epoch or in bytes
     * @param to the value behind the largest one
     */
    record Within(Property property, long from, long to) implements Kql {}

    /** What can be searched in a message. */
    enum Property {
        /** Sender, subject and body: where a word without a property is looked for. */
        DEFAULT,
        ATTACHMENT,
        BCC,
        BODY,
        CC,
        FROM,
        HASATTACHMENT,
        HASATTACHMENTS,
        IMPORTANCE,
        KIND,
        PARTICIPANTS,
        RECEIVED,
        RECIPIENTS,
        SENT,
        SIZE,
        SUBJECT,
        TO;

        static Optional<Property> named(String name) {
            return Arrays.stream(values())
                    .filter(each -> each != DEFAULT && each.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }

        Stream<Property> parts() {
            return this == DEFAULT ? Stream.of(SUBJECT, FROM, BODY) : Stream.of(this);
        }

        boolean isTime() {
            return this == RECEIVED || this == SENT;
        }
    }

    default boolean matches(SearchedMessage message) {
        return switch (this) {
            case All(var parts) -> parts.stream().allMatch(part -> part.matches(message));
            case Any(var parts) -> parts.stream().anyMatch(part -> part.matches(message));
            case Not(var inner) -> !inner.matches(message);
            case Phrase(var property, var text) ->
                property.parts().anyMatch(part -> message.texts(part).stream().anyMatch(words -> words.contains(text)));
            case Within(var property, var from, var to) ->
                message.number(property) >= from && message.number(property) < to;
        };
    }
}
