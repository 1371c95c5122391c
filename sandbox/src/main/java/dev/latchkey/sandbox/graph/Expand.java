package dev.latchkey.sandbox.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One part of an {@code $expand}.
 *
 * @param name in lower case
 * @param options what stands between its parentheses
 * @see <a href="https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_SystemQueryOptionexpand">OData
 *     4.01 $expand</a>
 */
record Expand(String name, String options) {

    /**
     * Refuses a name that is none of the type's.
     *
     * @param known the names of what can be expanded, in any letter case
     */
    static List<Expand> read(GraphQuery query, String type, Collection<String> known) {
        var expands = new ArrayList<Expand>();
        for (var part : split(query.get("$expand").orElse(""), ',')) {
            var opening = part.indexOf('(');
            var name = (opening < 0 ? part : part.substring(0, opening)).strip();
            if (known.stream().noneMatch(name::equalsIgnoreCase)) {
                throw Selection.unknown(name, type);
            }
            expands.add(new Expand(
                    name.toLowerCase(Locale.ROOT),
                    opening < 0 ? "" : part.substring(opening + 1, part.lastIndexOf(')'))));
        }
        return expands;
    }

    /** The value of {@code $select} and its like, of which a semicolon parts them. */
    Optional<String> option(String wanted) {
        return split(options, ';').stream()
                .filter(option -> option.toLowerCase(Locale.ROOT).startsWith(wanted + "="))
                .map(option -> option.substring(wanted.length() + 1))
                .findFirst();
    }

    /** At the separators outside of parentheses and quoted texts. */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var quoted = false;
        var start = 0;
        for (var at = 0; at <= text.length(); at++) {
            var end = at == text.length();
            if (end || (text.charAt(at) == separator && depth == 0 && !quoted)) {
                parts.add(text.substring(start, at).strip());
                start = at + 1;
            } else if (text.charAt(at) == '\'') {
                quoted = !quoted;
            } else if (!quoted && "()".indexOf(text.charAt(at)) >= 0) {
                depth += text.charAt(at) == '(' ? 1 : -1;
            }
            if (depth < 0 || (end && (depth > 0 || quoted))) {
                throw GraphProblem.badRequest(
                        "Parsing OData Select and Expand failed: Found an unbalanced bracket expression.");
            }
        }
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }
}
