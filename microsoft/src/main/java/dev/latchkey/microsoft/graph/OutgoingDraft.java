package dev.latchkey.microsoft.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to be written.
 *
 * @param from only to send as somebody else; needs Mail.Send.Shared and Exchange's leave
 * @param marker an opaque word of ours by which {@link MailboxClient#findByMarker} finds the message again, in an
 *     extended property and in the header {@code x-latchkey-marker}, which recipients can read
 */
public record OutgoingDraft(
        List<Recipient> to,
        List<Recipient> cc,
        List<Recipient> bcc,
        List<Recipient> replyTo,
        String subject,
        Body body,
        @Nullable Recipient from,
        @Nullable String marker) {

    public OutgoingDraft {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        replyTo = List.copyOf(replyTo);
    }
}
