package dev.latchkey.sandbox.graph;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The query options of a request; names in lower case, system options with or without their dollar sign. */
record GraphQuery(Map<String, String> options) {

    static GraphQuery of(String rawQuery) {
        var options = new LinkedHashMap<String, String>();
        for (var pair : rawQuery.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                var name = decoded(pair.substring(0, equals)).toLowerCase(Locale.ROOT);
                options.put(name, decoded(pair.substring(equals + 1)));
            }
        }
        return new GraphQuery(options);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    boolean isTrue(String name) {
        return get(name).map("true"::equalsIgnoreCase).orElse(false);
    }

    /** A whole number within the bounds. */
    OptionalInt number(String name, int least, int most) {
        if (!has(name)) {
            return OptionalInt.empty();
        }
        var text = options.getOrDefault(name, "");
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            throw invalid(name, text, least, most);
        }
        throw invalid(name, text, least, most);
    }

    /** The same with another value of one option, encoded for a link. */
    String with(String name, String value) {
        var changed = new LinkedHashMap<>(options);
        changed.remove("$skip");
        changed.remove("$skiptoken");
        changed.remove("$deltatoken");
        changed.put(name, value);
        return encoded(changed);
    }

    static String encoded(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> encoded(option.getKey()) + "=" + encoded(option.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%24", "$");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GraphProblem.badUrl("The query is not encoded properly.");
        }
    }

    private static GraphProblem invalid(String name, String value, int least, int most) {
        return GraphProblem.badRequest(
                "Invalid value '%s' for %s query option found. It takes a whole number from %d to %d."
                        .formatted(value, name, least, most));
    }
}
