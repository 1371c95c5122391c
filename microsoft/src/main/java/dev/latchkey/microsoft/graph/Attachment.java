package dev.latchkey.microsoft.graph;

import org.jspecify.annotations.Nullable;

/**
 * What hangs on a message, without its content.
 *
 * @param kind {@code fileAttachment}, {@code itemAttachment} (a message in a message) or {@code referenceAttachment} (a
 *     link)
 * @param size in bytes, as Exchange counts
 * @param contentId by which HTML shows an inline one, as {@code cid:…}
 */
public record Attachment(
        String id,
        String kind,
        String name,
        @Nullable String contentType,
        long size,
        boolean isInline,
        @Nullable String contentId) {

    /** A file to be attached, under 3 MB. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and a copy of each file would cost
    public record File(
            String name,
            String contentType,
            byte[] content,
            boolean isInline,
            @Nullable String contentId) {}
}
