package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import java.util.function.Predicate;

/**
 * A {@code $search}. In OData it is made of words, which have letters only, and of phrases between quotation marks; what a
 * phrase has in it is KQL.
 *
 * @see <a href="https://learn.microsoft.com/graph/search-query-parameter">$search on messages</a>
 */
final class Search implements Predicate<Message> {

    private final Kql kql;
    private final Mailbox mailbox;

    Search(String option, Mailbox mailbox) {
        this.kql = KqlReader.read(kql(option), mailbox.now());
        this.mailbox = mailbox;
    }

    @Override
    public boolean test(Message message) {
        return kql.matches(new SearchedMessage(mailbox, message));
    }

    private static String kql(String option) {
        var kql = new StringBuilder();
        for (var at = 0; at < option.length(); at++) {
            var next = option.charAt(at);
            if (next == '"') {
                var end = end(option, at);
                kql.append('(').append(phrase(option, at + 1, end)).append(')');
                at = end;
            } else if (Character.isLetter(next) || Character.isWhitespace(next) || next == '(' || next == ')') {
                kql.append(next);
            } else {
                throw GraphProblem.badRequest("Syntax error: character '%s' is not valid at position %d in '%s'."
                        .formatted(next, at, option));
            }
        }
        return kql.toString();
    }

    private static String phrase(String option, int from, int to) {
        var phrase = option.substring(from, to).replaceAll("\\\\([\\\\\"])", "$1");
        if (phrase.isBlank()) {
            throw GraphProblem.badRequest("Syntax error: an identifier was expected at position " + from + ".");
        }
        return phrase;
    }

    /** Where the phrase that begins there ends; a quotation mark in it has a backslash before it. */
    private static int end(String option, int start) {
        for (var at = start + 1; at < option.length(); at++) {
            switch (option.charAt(at)) {
                case '\\' -> at++;
                case '"' -> {
                    return at;
                }
                default -> {}
            }
        }
        throw GraphProblem.badRequest("Syntax error: there is an unterminated string literal at position %d in '%s'."
                .formatted(start, option));
    }
}
