package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.web.Body;
import dev.latchkey.sandbox.web.Json;
import io.helidon.http.Status;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of an order, read one by one; null is as good as none. What nobody reads has no place in it. */
final class OrderFields {

    private final ObjectNode json;
    private final Set<String> read = new HashSet<>();

    OrderFields(ObjectNode json) {
        this.json = json;
    }

    /** Also of a number, as the seconds of {@code retryAfter} are. */
    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (!value.isString() && !value.isNumber()) {
                throw refused(name, "is text");
            }
            return value.asString();
        });
    }

    /** Text without line breaks: a header or a reply of its own in it would be another fault. */
    Optional<String> line(String name) {
        return text(name).map(line -> {
            if (!line.chars().allMatch(each -> each >= ' ' && each <= '~')) {
                throw refused(name, "is one line of ASCII");
            }
            return line;
        });
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (!value.isBoolean()) {
                throw refused(name, "is true or false");
            }
            return value.booleanValue();
        });
    }

    Optional<Integer> number(String name, int least, int most) {
        return value(name).map(value -> {
            if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
                throw refused(name, "is a whole number from " + least + " to " + most);
            }
            return value.intValue();
        });
    }

    Optional<Pattern> pattern(String name) {
        return text(name).map(text -> {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw refused(name, "is a regular expression");
            }
        });
    }

    Optional<Duration> duration(String name) {
        return text(name).map(text -> {
            try {
                var duration = Duration.parse(text);
                if (duration.isPositive()) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // as one that is not positive
            }
            throw refused(name, "is a positive ISO 8601 duration such as PT1M");
        });
    }

    <E extends Enum<E>> Optional<E> one(String name, Class<E> type) {
        return text(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> each.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> refused(name, "is one of " + Arrays.toString(type.getEnumConstants()))));
    }

    <R extends Record> Optional<R> record(String name, Class<R> type, Predicate<R> sensible) {
        return value(name)
                .map(value -> Json.read(Json.bytes(value), type)
                        .filter(sensible)
                        .orElseThrow(() -> refused(name, "has other fields or values")));
    }

    <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> refused(name, "is missing"));
    }

    /** Refuses what has not been read, and so means nothing beside the rest. */
    void refuseOthers(String service) {
        json.properties().stream()
                .filter(field -> !field.getValue().isNull() && !read.contains(field.getKey()))
                .findFirst()
                .ifPresent(field -> {
                    throw refused(field.getKey(), "has no place in this order of " + service);
                });
    }

    /** @param why what the field is, or ought to be */
    Body.Refused refused(String name, String why) {
        return new Body.Refused(Status.BAD_REQUEST_400, name + " " + why + "; see docs/sandbox.md.");
    }

    private Optional<JsonNode> value(String name) {
        read.add(name);
        return Optional.ofNullable(json.get(name)).filter(value -> !value.isNull());
    }
}
