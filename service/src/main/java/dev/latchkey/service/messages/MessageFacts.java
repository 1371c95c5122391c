package dev.latchkey.service.messages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API and the {@code message.*} events tell it.
 *
 * @param internetMessageId the Message-ID, angle brackets included
 * @param outgoingId of the message of ours that it answers, or that it is
 */
public record MessageFacts(
        String messageId,
        String threadId,
        String mailboxId,
        String folderId,
        String kind,
        @Nullable Address from,
        List<Address> to,
        List<Address> cc,
        String subject,
        String preview,
        Instant receivedAt,
        boolean isRead,
        String flag,
        List<String> categories,
        boolean isDraft,
        boolean hasAttachments,
        @Nullable String internetMessageId,
        @Nullable String inReplyTo,
        @Nullable String outgoingId) {

    public static MessageFacts of(StoredMessage message) {
        var mail = message.mail();
        return new MessageFacts(
                message.id(),
                message.threadId(),
                message.mailboxId(),
                message.folderId(),
                message.kind().wireName(),
                mail.from(),
                mail.to(),
                mail.cc(),
                mail.subject(),
                mail.preview(),
                mail.receivedAt(),
                mail.marks().isRead(),
                mail.marks().flag().wireName(),
                mail.marks().categories(),
                mail.isDraft(),
                mail.hasAttachments(),
                mail.internetMessageId(),
                message.inReplyTo(),
                message.outgoingId());
    }
}
