package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MimeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code $search}: words that must all be in sender, subject or body, or in the property named before a colon.
 *
 * @see <a href="https://learn.microsoft.com/graph/search-query-parameter">$search on messages</a>
 */
final class Search implements Predicate<Message> {

    private record Term(String property, String text) {}

    private static final Pattern TERM = Pattern.compile("(?:(\\w+):)?(\\S+)");

    private final List<Term> terms = new ArrayList<>();
    private final Mailbox mailbox;

    Search(String option, Mailbox mailbox) {
        this.mailbox = mailbox;
        var matcher = TERM.matcher(option.replace("\\\"", " ").replace("\"", " "));
        while (matcher.find()) {
            var property = matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
            var text = matcher.group(2).toLowerCase(Locale.ROOT);
            if (!text.equals("and")) {
                terms.add(new Term(property, text));
            }
        }
        if (terms.isEmpty()) {
            throw GraphProblem.badRequest("Syntax error: the search is empty.");
        }
    }

    @Override
    public boolean test(Message message) {
        return terms.stream().allMatch(term -> matches(message, term));
    }

    private boolean matches(Message message, Term term) {
        var envelope = message.envelope();
        var from = envelope.from() == null ? List.<EmailAddress>of() : List.of(envelope.from());
        return switch (term.property()) {
            case "from" -> names(from).contains(term.text());
            case "to" -> names(envelope.to()).contains(term.text());
            case "cc" -> names(envelope.cc()).contains(term.text());
            case "bcc" -> names(envelope.bcc()).contains(term.text());
            case "recipients" -> names(envelope.recipients()).contains(term.text());
            case "participants" ->
                names(Stream.concat(from.stream(), envelope.recipients().stream())
                                .toList())
                        .contains(term.text());
            case "subject" -> envelope.subject().toLowerCase(Locale.ROOT).contains(term.text());
            case "hasattachment", "hasattachments" ->
                String.valueOf(message.summary().hasAttachments()).equals(term.text());
            case "importance" -> envelope.importance().equals(term.text());
            case "body" -> body(message).contains(term.text());
            default ->
                envelope.subject().toLowerCase(Locale.ROOT).contains(term.text())
                        || names(from).contains(term.text())
                        || body(message).contains(term.text());
        };
    }

    private String body(Message message) {
        return MimeReader.read(mailbox.mime(message)).body().text().toLowerCase(Locale.ROOT);
    }

    private static String names(List<EmailAddress> people) {
        return people.stream()
                .map(person -> person.name() + " " + person.address())
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
    }
}
