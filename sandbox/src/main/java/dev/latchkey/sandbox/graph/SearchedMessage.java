package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MimeReader;
import dev.latchkey.sandbox.graph.Kql.Property;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A message as a search sees it. Its content is read once, and only where the search looks into it. */
final class SearchedMessage {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Mailbox mailbox;
    private final Message message;
    private final Map<Property, List<String>> texts = new EnumMap<>(Property.class);
    private @Nullable Mail content;

    SearchedMessage(Mailbox mailbox, Message message) {
        this.mailbox = mailbox;
        this.message = message;
    }

    /** The words of a text in lower case, each between two blanks. */
    static String words(String text) {
        return BETWEEN_WORDS.matcher(" " + text.toLowerCase(Locale.ROOT) + " ").replaceAll(" ");
    }

    /** What a property has in it, as {@link #words}. */
    List<String> texts(Property property) {
        var known = texts.get(property);
        if (known == null) {
            known = read(property).map(SearchedMessage::words).toList();
            texts.put(property, known);
        }
        return known;
    }

    /** Milliseconds of the epoch for a time, bytes for the size. */
    long number(Property property) {
        return switch (property) {
            case RECEIVED -> message.times().received().toEpochMilli();
            case SENT -> MessageFields.sent(message).toEpochMilli();
            default -> message.summary().size();
        };
    }

    private Stream<String> read(Property property) {
        var envelope = message.envelope();
        return switch (property) {
            case FROM -> names(Stream.ofNullable(envelope.from()));
            case TO -> names(envelope.to().stream());
            case CC -> names(envelope.cc().stream());
            case BCC -> names(envelope.bcc().stream());
            case RECIPIENTS -> names(envelope.recipients().stream());
            case PARTICIPANTS ->
                names(Stream.concat(Stream.ofNullable(envelope.from()), envelope.recipients().stream()));
            case SUBJECT -> Stream.of(envelope.subject());
            case BODY -> Stream.of(content().body().text());
            case ATTACHMENT -> content().attachments().stream().map(Mail.Attachment::name);
            case HASATTACHMENT, HASATTACHMENTS ->
                Stream.of(String.valueOf(message.summary().hasAttachments()));
            case IMPORTANCE ->
                envelope.importance().equals("normal")
                        ? Stream.of("normal", "medium")
                        : Stream.of(envelope.importance());
            case KIND -> Stream.of("email");
            case DEFAULT, RECEIVED, SENT, SIZE -> Stream.of();
        };
    }

    private Mail content() {
        var read = content;
        if (read == null) {
            read = MimeReader.read(mailbox.mime(message));
            content = read;
        }
        return read;
    }

    private static Stream<String> names(Stream<EmailAddress> people) {
        return people.flatMap(person -> Stream.of(person.name(), person.address()));
    }
}
