package dev.latchkey.service.reading;

import dev.latchkey.service.messages.Address;
import dev.latchkey.service.messages.Flag;
import dev.latchkey.service.messages.MessageKind;
import dev.latchkey.service.messages.StoredMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line of the list.
 *
 * @param who the sender, or in a folder of one's own mail the recipients
 * @param time in UTC, until the browser puts its own time in its place
 */
record ListedMessage(
        String id,
        String who,
        String subject,
        String preview,
        Instant receivedAt,
        String time,
        boolean unread,
        boolean flagged,
        boolean hasAttachments,
        MessageKind kind) {

    static ListedMessage of(StoredMessage message, boolean ownMail, Locale reader) {
        var mail = message.mail();
        return new ListedMessage(
                message.id(),
                ownMail
                        ? mail.to().stream().map(Address::shown).collect(Collectors.joining(", "))
                        : mail.from() == null ? "" : mail.from().shown(),
                mail.subject(),
                mail.preview(),
                mail.receivedAt(),
                DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", reader)
                        .format(mail.receivedAt().atOffset(ZoneOffset.UTC)),
                !mail.marks().isRead(),
                mail.marks().flag() == Flag.FLAGGED,
                mail.hasAttachments(),
                message.kind());
    }
}
