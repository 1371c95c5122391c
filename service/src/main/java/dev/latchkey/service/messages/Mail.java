package dev.latchkey.service.messages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as the mailbox has it, without body.
 *
 * @param graphId immutable within the mailbox
 * @param internetMessageId the Message-ID, angle brackets included
 */
public record Mail(
        String graphId,
        @Nullable String conversationId,
        @Nullable String internetMessageId,
        @Nullable Address from,
        List<Address> to,
        List<Address> cc,
        String subject,
        String preview,
        Instant receivedAt,
        Marks marks,
        boolean isDraft,
        boolean hasAttachments) {

    public Mail {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
    }

    /** What a reader puts on a message. */
    public record Marks(boolean isRead, Flag flag, List<String> categories) {

        public Marks {
            categories = List.copyOf(categories);
        }
    }

    Mail with(Marks changed) {
        return new Mail(
                graphId,
                conversationId,
                internetMessageId,
                from,
                to,
                cc,
                subject,
                preview,
                receivedAt,
                changed,
                isDraft,
                hasAttachments);
    }
}
