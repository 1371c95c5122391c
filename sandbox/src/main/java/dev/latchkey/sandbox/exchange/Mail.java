package dev.latchkey.sandbox.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a mail, as MIME says it.
 *
 * @param headers all header fields when read from MIME; those beyond the envelope's when it is to be written
 */
public record Mail(Envelope envelope, Body body, List<Attachment> attachments, List<Header> headers) {

    /** The text that a person reads. */
    public record Body(boolean html, String content) {

        public static final Body EMPTY = new Body(false, "");

        /** Without markup. */
        public String text() {
            return html ? HtmlText.of(content) : content;
        }

        /** Without what can run, submit or load another page. */
        public String safe() {
            return html ? SafeHtml.of(content) : content;
        }
    }

    /** A header field, its value unfolded. */
    public record Header(String name, String value) {

        public boolean named(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /**
     * A part that is not the body.
     *
     * @param id the same as long as the part is there, whatever comes or goes beside it
     * @param contentId without angle brackets
     */
    public record Attachment(
            String id,
            String name,
            String contentType,
            boolean inline,
            @Nullable String contentId,
            Content content) {

        public static final String MESSAGE = "message/rfc822";

        /** A message in the message; its content is MIME. One that came by ranges is a file, whatever is in it. */
        public boolean isMessage() {
            return contentType.equals(MESSAGE) && content instanceof Content.Bytes;
        }
    }

    /** How many bytes of MIME its large contents take, which the MIME that is kept has not. */
    long apart() {
        return attachments.stream()
                .mapToLong(attachment -> attachment.content() instanceof Content.Large large ? large.encodedSize() : 0)
                .sum();
    }

    public Mail with(Envelope changed) {
        return new Mail(changed, body, attachments, headers);
    }

    public Mail with(Body changed) {
        return new Mail(envelope, changed, attachments, headers);
    }

    public Mail withAttachments(List<Attachment> changed) {
        return new Mail(envelope, body, changed, headers);
    }

    public Mail withHeaders(List<Header> changed) {
        return new Mail(envelope, body, attachments, changed);
    }

    /** The first header field of that name. */
    public @Nullable String header(String name) {
        for (var header : headers) {
            if (header.named(name)) {
                return header.value();
            }
        }
        return null;
    }
}
