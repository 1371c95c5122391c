package dev.latchkey.service.outgoing;

import dev.latchkey.service.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outgoing mail in the API and in events, without its body.
 *
 * @param internetMessageId the Message-ID header, by which a reply names it; known once the draft is made
 * @param conversationId Microsoft's thread, good within this mailbox
 * @param webLink opens it in Outlook on the web
 * @param trouble why it waits, failed or is in doubt
 */
record OutgoingView(
        String id,
        String mailboxId,
        OutgoingStatus status,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        List<Address> replyTo,
        String subject,
        List<Mail.FileName> attachments,
        @Nullable String replyToMessageId,
        @Nullable Instant sendAt,
        @Nullable String internetMessageId,
        @Nullable String conversationId,
        @Nullable String webLink,
        @Nullable TroubleView trouble,
        Instant createdAt,
        @Nullable Instant sentAt) {

    /**
     * Why it waits, failed or is in doubt.
     *
     * @param code such as {@code refused} or {@code unknown_outcome}
     * @param detail in words
     * @param diagnosis what Microsoft said, explained
     */
    record TroubleView(String code, String detail, @Nullable Diagnosis diagnosis) {}
}
