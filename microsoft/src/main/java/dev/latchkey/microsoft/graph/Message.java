package dev.latchkey.microsoft.graph;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as far as the call asked for it; what was not asked for or not sent is null or empty.
 *
 * @param id immutable within the mailbox, case-sensitive
 * @param internetMessageId the Message-ID header, angle brackets included
 * @param bodyPreview the first 255 characters as text
 * @param headers of single messages only, and not of those in Sent Items
 * @param importance {@code low}, {@code normal} or {@code high}
 * @param marker what {@link OutgoingDraft#marker} had put on it, where the call asked for it
 * @see <a href="https://learn.microsoft.com/graph/api/resources/message">message</a>
 */
public record Message(
        String id,
        @Nullable String internetMessageId,
        @Nullable String conversationId,
        @Nullable String parentFolderId,
        @Nullable String subject,
        @Nullable Recipient from,
        List<Recipient> to,
        List<Recipient> cc,
        List<Recipient> bcc,
        List<Recipient> replyTo,
        @Nullable Instant receivedDateTime,
        @Nullable Instant sentDateTime,
        @Nullable Boolean isRead,
        @Nullable Boolean isDraft,
        @Nullable Boolean hasAttachments,
        @Nullable String bodyPreview,
        @Nullable Body body,
        List<Header> headers,
        @Nullable FlagStatus flag,
        List<String> categories,
        @Nullable String importance,
        @Nullable String webLink,
        @Nullable String marker) {

    public Message {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        replyTo = List.copyOf(replyTo);
        headers = List.copyOf(headers);
        categories = List.copyOf(categories);
    }

    /** A row of a delta may name only what changed; get the message to know the rest. */
    public boolean partial() {
        return receivedDateTime == null || parentFolderId == null;
    }
}
