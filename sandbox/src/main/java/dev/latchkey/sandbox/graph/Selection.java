package dev.latchkey.sandbox.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code $select}.
 *
 * @param names in lower case; none for the default properties
 */
record Selection(Set<String> names) {

    static final Selection DEFAULT = new Selection(Set.of());

    /**
     * Refuses a name that is none of the type's.
     *
     * @param type as in {@code microsoft.graph.message}
     * @param known the names of its properties, in any letter case
     */
    static Selection read(Optional<String> option, String type, Collection<String> known) {
        return new Selection(Arrays.stream(option.orElse("").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> checked(name, type, known))
                .collect(Collectors.toSet()));
    }

    static GraphProblem unknown(String name, String type) {
        return GraphProblem.badRequest("Parsing OData Select and Expand failed: Could not find a property named '"
                + name + "' on type '" + type + "'.");
    }

    boolean shows(String property) {
        return names.isEmpty() || chose(property);
    }

    /** For properties that come only when asked for. */
    boolean chose(String property) {
        return names.contains(property.toLowerCase(Locale.ROOT));
    }

    /** Takes out what is not shown; annotations stay. */
    ObjectNode of(ObjectNode json, String... always) {
        json.retain(json.propertyNames().stream()
                .filter(name ->
                        shows(name) || name.startsWith("@") || List.of(always).contains(name))
                .toList());
        return json;
    }

    private static String checked(String name, String type, Collection<String> known) {
        if (known.stream().noneMatch(name::equalsIgnoreCase)) {
            throw unknown(name, type);
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
