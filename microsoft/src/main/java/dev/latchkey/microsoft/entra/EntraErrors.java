package dev.latchkey.microsoft.entra;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads Entra ID's refusals. Each field may be missing, and the trailer of the description ("Trace ID: … Correlation ID:
 * … Timestamp: …") comes with line breaks or with spaces.
 */
final class EntraErrors {

    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{4,9})");
    private static final Pattern TRACE = Pattern.compile("Trace ID:\\s*([0-9a-fA-F-]{36})");
    private static final Pattern CORRELATION = Pattern.compile("Correlation ID:\\s*([0-9a-fA-F-]{36})");
    private static final Pattern TIMESTAMP =
            Pattern.compile("Timestamp:\\s*(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ)");

    private EntraErrors() {}

    /** From the parameters that a browser brought to the redirect URI. */
    static EntraError ofRedirect(Map<String, String> parameters) {
        var description = parameters.getOrDefault("error_description", "");
        return new EntraError(
                parameters.getOrDefault("error", ""),
                parameters.get("suberror"),
                numbers(description, List.of()),
                description,
                first(CORRELATION, description),
                first(TRACE, description),
                first(TIMESTAMP, description),
                parameters.get("claims"));
    }

    /** From the JSON of the token endpoint. */
    static EntraError ofJson(JsonNode json) {
        var description = orEmpty(text(json, "error_description", null));
        var listed = new ArrayList<Integer>();
        json.path("error_codes").forEach(code -> {
            if (code.canConvertToInt()) {
                listed.add(code.intValue());
            }
        });
        return new EntraError(
                orEmpty(text(json, "error", null)),
                text(json, "suberror", null),
                numbers(description, listed),
                description,
                text(json, "correlation_id", first(CORRELATION, description)),
                text(json, "trace_id", first(TRACE, description)),
                text(json, "timestamp", first(TIMESTAMP, description)),
                text(json, "claims", null));
    }

    // the description names the number that tells most; error_codes can hold others beside it
    private static List<Integer> numbers(String description, List<Integer> listed) {
        var all = new LinkedHashSet<Integer>();
        NUMBER.matcher(description).results().forEach(match -> all.add(Integer.valueOf(match.group(1))));
        all.addAll(listed);
        return List.copyOf(all);
    }

    private static @Nullable String first(Pattern pattern, String description) {
        return pattern.matcher(description)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(JsonNode json, String field, @Nullable String otherwise) {
        var node = json.path(field);
        return node.isString() && !node.stringValue().isEmpty() ? node.stringValue() : otherwise;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
