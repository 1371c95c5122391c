package dev.latchkey.sandbox.exchange;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote what to whom: the part of a mail that lists show.
 *
 * @param internetMessageId with its angle brackets
 * @param importance {@code low}, {@code normal} or {@code high}
 */
public record Envelope(
        String internetMessageId,
        String subject,
        @Nullable EmailAddress from,
        @Nullable EmailAddress sender,
        List<EmailAddress> to,
        List<EmailAddress> cc,
        List<EmailAddress> bcc,
        List<EmailAddress> replyTo,
        @Nullable Instant sent,
        String importance) {

    /** Everyone to whom the mail goes, in order, each once, whatever name and letter case the address is written with. */
    public List<EmailAddress> recipients() {
        return EmailAddress.eachOnce(
                Stream.of(to, cc, bcc).flatMap(List::stream).toList());
    }

    Envelope sentAt(Instant time) {
        return new Envelope(internetMessageId, subject, from, sender, to, cc, bcc, replyTo, time, importance);
    }

    Envelope identifiedBy(String messageId) {
        return new Envelope(messageId, subject, from, sender, to, cc, bcc, replyTo, sent, importance);
    }

    Envelope ofImportance(String changed) {
        return new Envelope(internetMessageId, subject, from, sender, to, cc, bcc, replyTo, sent, changed);
    }

    Envelope writtenBy(EmailAddress author) {
        return new Envelope(internetMessageId, subject, author, author, to, cc, bcc, replyTo, sent, importance);
    }
}
