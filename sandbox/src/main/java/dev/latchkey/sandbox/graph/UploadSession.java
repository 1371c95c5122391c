package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Content;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.time.Instant;

/**
 * An attachment on its way, range after range.
 *
 * @param message the immutable id of the draft that it is for
 * @param description the attachment without its content
 * @param content what has come of it so far, and the size that was announced
 */
record UploadSession(
        String id,
        String secret,
        String application,
        Mailbox mailbox,
        String message,
        Mail.Attachment description,
        Content.Large content,
        Instant expires) {

    /** In bytes, as announced. */
    long size() {
        return content.size();
    }

    /** The attachment, once all of it has come. */
    Mail.Attachment whole() {
        return new Mail.Attachment(
                "",
                description.name(),
                description.contentType(),
                description.inline(),
                description.contentId(),
                content);
    }
}
