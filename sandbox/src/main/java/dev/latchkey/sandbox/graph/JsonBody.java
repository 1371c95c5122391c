package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request's JSON with Graph's tolerance (unknown properties pass, letter case of names does not count) and its
 * strictness about types.
 */
record JsonBody(ObjectNode node) {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;\"@]+@[^\\s<>,;\"@]+");
    private static final int LONGEST_ADDRESS = 320;

    /** The property, if it is there; a null counts as there. */
    Optional<JsonNode> get(String name) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (property.getKey().equalsIgnoreCase(name)) {
                return Optional.of(property.getValue());
            }
        }
        return Optional.empty();
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    /** A text; a null reads as empty. */
    Optional<String> text(String name) {
        return get(name).map(value -> {
            if (value.isNull()) {
                return "";
            }
            if (!value.isString()) {
                throw wrongType(name, "a string");
            }
            return value.stringValue();
        });
    }

    Optional<Boolean> flag(String name) {
        return get(name).map(value -> {
            if (!value.isBoolean()) {
                throw wrongType(name, "a Boolean");
            }
            return value.booleanValue();
        });
    }

    Optional<String> oneOf(String name, String... allowed) {
        var text = text(name);
        if (text.isPresent() && !List.of(allowed).contains(text.get())) {
            throw wrongType(name, "one of " + String.join(", ", allowed));
        }
        return text;
    }

    Optional<JsonBody> object(String name) {
        return get(name).filter(value -> !value.isNull()).map(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw wrongType(name, "an object");
            }
            return new JsonBody(object);
        });
    }

    Optional<List<JsonBody>> objects(String name) {
        return array(name).map(array -> {
            var objects = new ArrayList<JsonBody>();
            for (var element : array) {
                if (!(element instanceof ObjectNode object)) {
                    throw wrongType(name, "a collection of objects");
                }
                objects.add(new JsonBody(object));
            }
            return objects;
        });
    }

    Optional<List<String>> texts(String name) {
        return array(name).map(array -> {
            var texts = new ArrayList<String>();
            for (var element : array) {
                if (!element.isString()) {
                    throw wrongType(name, "a collection of strings");
                }
                texts.add(element.stringValue());
            }
            return texts;
        });
    }

    /** Recipients, each with an address that mail could go to. */
    Optional<List<EmailAddress>> recipients(String name) {
        return objects(name)
                .map(recipients -> recipients.stream().map(JsonBody::recipient).toList());
    }

    Optional<EmailAddress> recipientOf(String name) {
        return object(name).map(JsonBody::recipient);
    }

    private EmailAddress recipient() {
        var email = object("emailAddress").orElseThrow(JsonBody::invalidRecipient);
        var address = email.text("address").orElse("").strip();
        if (address.length() > LONGEST_ADDRESS || !ADDRESS.matcher(address).matches()) {
            throw invalidRecipient();
        }
        return new EmailAddress(email.text("name").orElse(""), address);
    }

    private Optional<ArrayNode> array(String name) {
        return get(name).filter(value -> !value.isNull()).map(value -> {
            if (!(value instanceof ArrayNode array)) {
                throw wrongType(name, "a collection");
            }
            return array;
        });
    }

    static GraphProblem wrongType(String name, String wanted) {
        return GraphProblem.badRequest("The property '%s' must be %s.".formatted(name, wanted));
    }

    private static GraphProblem invalidRecipient() {
        return new GraphProblem(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
    }
}
