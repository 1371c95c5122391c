package dev.latchkey.sandbox.web;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or a form, each with its first value; an empty value counts as absent. */
public record Fields(Map<String, String> values) {

    private static final String FORM = "application/x-www-form-urlencoded";

    public static Fields ofQuery(ServerRequest request) {
        return of(request.query());
    }

    /** Empty when there is no body, or one that is not a form. */
    public static Fields ofForm(ServerRequest request) {
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        return type.startsWith(FORM) && request.content().hasEntity()
                ? ofEncoded(new String(Body.of(request), StandardCharsets.UTF_8))
                : new Fields(Map.of());
    }

    private static Fields ofEncoded(String form) {
        var values = new LinkedHashMap<String, String>();
        for (var pair : form.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals >= 0 && equals < pair.length() - 1) {
                values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Fields(values);
    }

    /** What is not encoded properly stays as it is. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** What the boxes are for that are ticked, of those named by that prefix and a word. */
    public Set<String> ticked(String prefix) {
        var words = new LinkedHashSet<String>();
        for (var name : values.keySet()) {
            if (name.startsWith(prefix)) {
                words.add(name.substring(prefix.length()));
            }
        }
        return words;
    }

    private static Fields of(Parameters parameters) {
        var values = new LinkedHashMap<String, String>();
        for (var name : parameters.names()) {
            parameters.all(name).stream()
                    .findFirst()
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> values.put(name, value));
        }
        return new Fields(values);
    }
}
