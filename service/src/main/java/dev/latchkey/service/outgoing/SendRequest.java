package dev.latchkey.service.outgoing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/mailboxes/{id}/messages}.
 *
 * @param to with {@code cc} and {@code bcc} at most 500; may be left out of a reply, which then goes to whoever wrote
 * @param replyTo where answers shall go
 * @param subject may be left out of a reply, which then gets Exchange's
 * @param text the body where there is no {@code html}
 * @param replyToMessageId a message of this mailbox, in whose thread this one belongs
 * @param sendAt not before that time, ISO 8601 with an offset
 */
record SendRequest(
        @Nullable List<Address> to,
        @Nullable List<Address> cc,
        @Nullable List<Address> bcc,
        @Nullable List<Address> replyTo,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable String replyToMessageId,
        @Nullable String sendAt,
        @Nullable List<File> attachments) {

    /** {@code content} in base64. */
    record File(
            @Nullable String name,
            @Nullable String contentType,
            @Nullable String content) {}
}
