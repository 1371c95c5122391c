package dev.latchkey.sandbox.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code $filter}: comparisons, and/or/not, the text functions, and {@code any} over extended properties and
 * categories.
 *
 * @see <a href="https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_SystemQueryOptionfilter">OData
 *     4.01 $filter</a>
 */
final class FilterReader {

    private static final Pattern TOKENS =
            Pattern.compile("\\s*('(?:[^']|'')*+'|[(),:]|\\d{4}-\\d\\d-\\d\\d[^\\s(),']*|[^\\s(),:']+)");
    private static final Set<String> FUNCTIONS = Set.of("contains", "startswith", "endswith");
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 40;

    private final List<String> tokens;
    private final boolean folders;
    private int at;
    private int depth;

    private FilterReader(List<String> tokens, boolean folders) {
        this.tokens = tokens;
        this.folders = folders;
    }

    static Filter read(String text) {
        return read(text, false);
    }

    static Filter ofFolders(String text) {
        return read(text, true);
    }

    private static Filter read(String text, boolean folders) {
        if (text.length() > LONGEST) {
            throw new GraphProblem(400, "ErrorRestrictionTooComplex", "The restriction is too complex.");
        }
        var reader = new FilterReader(tokens(text), folders);
        var filter = reader.or();
        if (reader.at < reader.tokens.size()) {
            throw invalid("unexpected '" + reader.tokens.get(reader.at) + "'");
        }
        return filter;
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKENS.matcher(text.strip());
        var end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, matcher.regionEnd());
        }
        if (end < text.strip().length()) {
            throw invalid("a quotation mark is missing");
        }
        return tokens;
    }

    private Filter or() {
        deeper();
        var left = and();
        while (takes("or")) {
            left = new Filter.Or(left, and());
        }
        depth--;
        return left;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new GraphProblem(400, "ErrorRestrictionTooComplex", "The restriction is too complex.");
        }
    }

    private Filter and() {
        var left = term();
        while (takes("and")) {
            left = new Filter.And(left, term());
        }
        return left;
    }

    private Filter term() {
        if (takes("not")) {
            deeper();
            var inner = new Filter.Not(term());
            depth--;
            return inner;
        }
        if (takes("(")) {
            var inner = or();
            expect(")");
            return inner;
        }
        var path = next();
        var lower = path.toLowerCase(Locale.ROOT);
        if (FUNCTIONS.contains(lower)) {
            return call(lower);
        }
        if (!folders && lower.equals("singlevalueextendedproperties/any")) {
            return property();
        }
        if (!folders && lower.equals("categories/any")) {
            return category();
        }
        var field = known(path);
        return new Filter.Compare(field, operator(), value(field));
    }

    private String known(String path) {
        return folders ? FolderFields.known(path) : MessageFields.known(path);
    }

    private Filter call(String function) {
        expect("(");
        var field = known(next());
        expect(",");
        var value = text(next());
        expect(")");
        return new Filter.Call(function, field, value);
    }

    /** {@code any(ep: ep/id eq '…' and ep/value eq '…')}, in either order. */
    private Filter property() {
        expect("(");
        var variable = next();
        expect(":");
        String id = null;
        String value = null;
        do {
            var path = next();
            expect("eq");
            if (path.equalsIgnoreCase(variable + "/id")) {
                id = text(next());
            } else if (path.equalsIgnoreCase(variable + "/value")) {
                value = text(next());
            } else {
                throw invalid("unexpected '" + path + "'");
            }
        } while (takes("and"));
        expect(")");
        if (id == null || value == null) {
            throw invalid("an extended property needs its id and its value");
        }
        return new Filter.HasProperty(id, value);
    }

    private Filter category() {
        expect("(");
        var variable = next();
        expect(":");
        expect(variable);
        expect("eq");
        var category = text(next());
        expect(")");
        return new Filter.HasCategory(category);
    }

    private Filter.Operator operator() {
        var name = next();
        try {
            return Filter.Operator.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw invalid("unknown operator '" + name + "'");
        }
    }

    private @Nullable Object value(String field) {
        var token = next();
        if (token.equalsIgnoreCase("null")) {
            return null;
        }
        if (field.endsWith("datetime")) {
            return time(token);
        }
        if (field.startsWith("is") || field.equals("hasattachments")) {
            return switch (token.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw invalid("'" + token + "' is not a Boolean");
            };
        }
        return field.endsWith("count") ? number(token) : text(token);
    }

    private static int number(String token) {
        if (!token.matches("-?\\d{1,9}")) {
            throw invalid("'" + token + "' is not a whole number");
        }
        return Integer.parseInt(token);
    }

    private static Instant time(String token) {
        var text = token.startsWith("'") ? text(token) : token;
        try {
            return text.length() == 10
                    ? Instant.parse(text + "T00:00:00Z")
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid("'" + token + "' is not a time");
        }
    }

    private static String text(String token) {
        if (token.length() < 2 || !token.startsWith("'")) {
            throw invalid("'" + token + "' is not a quoted text");
        }
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private boolean takes(String token) {
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!takes(token)) {
            throw invalid("'" + token + "' is missing");
        }
    }

    private String next() {
        if (at == tokens.size()) {
            throw invalid("it ends too early");
        }
        return tokens.get(at++);
    }

    private static GraphProblem invalid(String why) {
        return GraphProblem.badRequest("Invalid filter clause: " + why + ".");
    }
}
