package dev.latchkey.service.reading;

import dev.latchkey.microsoft.graph.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * An attachment, as the API gives it.
 *
 * @param kind {@code file}, {@code message} or {@code link}
 * @param size in bytes, as Exchange counts
 * @param contentId by which the HTML shows an inline one
 */
record AttachmentFacts(
        String id,
        String kind,
        String name,
        @Nullable String contentType,
        long size,
        boolean isInline,
        @Nullable String contentId) {

    static AttachmentFacts of(Attachment attachment) {
        return new AttachmentFacts(
                attachment.id(),
                switch (attachment.kind()) {
                    case "itemAttachment" -> "message";
                    case "referenceAttachment" -> "link";
                    default -> "file";
                },
                attachment.name(),
                attachment.contentType(),
                attachment.size(),
                attachment.isInline(),
                attachment.contentId());
    }
}
