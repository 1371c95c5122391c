package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.graph.Kql.Property;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a query in the Keyword Query Language: words, phrases, restrictions to properties, AND, OR, NOT and parentheses.
 * What stands beside one another must all hold, but restrictions to one property, of which one has to.
 *
 * @see <a href="https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-kql/51e2c39a-b6ad-44a7-a4bf-a04ea03ffafd">MS-KQL
 *     2</a>
 */
final class KqlReader {

    private sealed interface Token {}

    /** {@code ( ) - AND OR NOT}. */
    private record Mark(String text) implements Token {}

    private record Text(String text) implements Token {}

    private record Restriction(Property property, String operator) implements Token {}

    private static final Pattern TOKENS = Pattern.compile("\\s*(?:(?<mark>[()]|-(?=[^\\s-])|(?:AND|OR|NOT)(?![^\\s()]))"
            + "|\\+?(?:\"(?<quoted>[^\"]*+\"\\*?)|(?<property>[A-Za-z]++)(?<operator><>|[<>]=?|[:=])"
            + "|(?<word>[^\\s()\"]++)))");
    private static final List<String> UNREAD = List.of("NEAR", "ONEAR", "ALL", "ANY", "NONE", "WORDS", "XRANK");
    private static final int LONGEST = 4_096;
    private static final int DEEPEST = 40;

    private final List<Token> tokens;
    private final KqlValues values;
    private Property scope = Property.DEFAULT;
    private int at;
    private int depth;

    private KqlReader(List<Token> tokens, KqlValues values) {
        this.tokens = tokens;
        this.values = values;
    }

    /** @param now for {@code received:today} and its like */
    static Kql read(String text, Instant now) {
        if (text.length() > LONGEST) {
            throw malformed("it has more than " + LONGEST + " characters");
        }
        var reader = new KqlReader(tokens(text), new KqlValues(now));
        var kql = reader.any();
        if (reader.at < reader.tokens.size()) {
            throw malformed("a parenthesis is closed that was not opened");
        }
        return kql;
    }

    static GraphProblem malformed(String why) {
        return GraphProblem.badRequest("Syntax error in the search: " + why + ".");
    }

    private static List<Token> tokens(String text) {
        var stripped = text.strip();
        var tokens = new ArrayList<Token>();
        var matcher = TOKENS.matcher(stripped);
        var end = 0;
        while (matcher.lookingAt()) {
            var token = token(matcher);
            // a dash between two words says nothing
            if (!(token instanceof Text(var word))
                    || !SearchedMessage.words(word).isBlank()
                    || (!tokens.isEmpty() && tokens.getLast() instanceof Restriction)) {
                tokens.add(token);
            }
            end = matcher.end();
            matcher.region(end, stripped.length());
        }
        if (end < stripped.length()) {
            throw malformed("a quotation mark is missing");
        }
        return tokens;
    }

    /** A property that messages do not have makes no restriction: its name is a word as any other. */
    private static Token token(Matcher matcher) {
        if (matcher.group("mark") != null) {
            return new Mark(matcher.group("mark"));
        }
        if (matcher.group("quoted") != null) {
            return new Text(matcher.group("quoted").replace("\"", ""));
        }
        if (matcher.group("word") != null) {
            return new Text(matcher.group("word"));
        }
        return Property.named(matcher.group("property"))
                .<Token>map(property -> new Restriction(property, matcher.group("operator")))
                .orElseGet(() -> new Text(matcher.group("property")));
    }

    private Kql any() {
        deeper();
        var parts = new ArrayList<Kql>();
        do {
            parts.add(all());
        } while (takes("OR"));
        depth--;
        return parts.size() == 1 ? parts.getFirst() : new Kql.Any(parts);
    }

    private Kql all() {
        var parts = new ArrayList<Kql>();
        do {
            parts.addAll(beside());
        } while (takes("AND"));
        return parts.size() == 1 ? parts.getFirst() : new Kql.All(parts);
    }

    /** What stands beside one another, without an operator in between. */
    private List<Kql> beside() {
        var parts = new LinkedHashMap<Object, List<Kql>>();
        do {
            Object group = next() instanceof Restriction(var property, var operator) && isEquality(operator)
                    ? property
                    : new Object();
            parts.computeIfAbsent(group, first -> new ArrayList<>()).add(operand());
        } while (at < tokens.size() && !isOneOf(")", "AND", "OR"));
        return parts.values().stream()
                .map(some -> some.size() == 1 ? some.getFirst() : new Kql.Any(some))
                .toList();
    }

    private Kql operand() {
        if (takes("NOT") || takes("-")) {
            deeper();
            var inner = new Kql.Not(operand());
            depth--;
            return inner;
        }
        if (takes("(")) {
            var inner = any();
            if (!takes(")")) {
                throw malformed("a parenthesis is missing");
            }
            return inner;
        }
        return switch (next()) {
            case Text(var text) -> phrase(scope, text);
            case Restriction(var property, var operator) -> restriction(property, operator);
            case Mark(var text) -> throw malformed("unexpected '" + text + "'");
        };
    }

    private Kql phrase(Property property, String text) {
        at++;
        var words = SearchedMessage.words(text);
        if (words.isBlank() || UNREAD.contains(text)) {
            throw malformed("'" + text + "' cannot be searched for");
        }
        return new Kql.Phrase(property, text.endsWith("*") ? words.stripTrailing() : words);
    }

    private Kql restriction(Property property, String operator) {
        at++;
        if (property.isTime() || property == Property.SIZE) {
            if (next() instanceof Text(var text)) {
                at++;
                return values.restriction(property, operator, text);
            }
            throw malformed("a value is missing");
        }
        if (!isEquality(operator) && !operator.equals("<>")) {
            throw malformed("a text cannot be compared by '" + operator + "'");
        }
        var found = next() instanceof Text(var text) ? phrase(property, text) : within(property);
        return operator.equals("<>") ? new Kql.Not(found) : found;
    }

    /** {@code subject:(one OR other)}. */
    private Kql within(Property property) {
        if (!isOneOf("(")) {
            throw malformed("a value is missing");
        }
        var outer = scope;
        scope = property;
        var inner = operand();
        scope = outer;
        return inner;
    }

    private static boolean isEquality(String operator) {
        return operator.equals(":") || operator.equals("=");
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw malformed("it is nested too deeply");
        }
    }

    private boolean takes(String mark) {
        if (isOneOf(mark)) {
            at++;
            return true;
        }
        return false;
    }

    private boolean isOneOf(String... marks) {
        return at < tokens.size()
                && tokens.get(at) instanceof Mark(var text)
                && List.of(marks).contains(text);
    }

    private Token next() {
        if (at == tokens.size()) {
            throw malformed("it ends too early");
        }
        return tokens.get(at);
    }
}
