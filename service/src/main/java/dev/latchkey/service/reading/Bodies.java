package dev.latchkey.service.reading;

import dev.latchkey.microsoft.graph.Attachment;
import dev.latchkey.microsoft.graph.Body;
import dev.latchkey.microsoft.graph.GraphError;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.service.mailbox.MailboxCalls;
import dev.latchkey.service.mailbox.MailboxReply;
import dev.latchkey.service.messages.StoredMessage;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Asks Microsoft for what is not in the index: bodies, attachments, whole messages. */
@Component
final class Bodies {

    /** As large as Exchange's default for a whole message, with room for its encoding. */
    static final long LARGEST = 50L * 1024 * 1024;

    private static final MediaType RFC_822 = MediaType.parseMediaType("message/rfc822");
    private static final int MOST_INLINE_IMAGES = 20;
    private static final long LARGEST_INLINE_IMAGE = 2L * 1024 * 1024;
    private static final Set<String> IMAGE_TYPES =
            Set.of("image/png", "image/gif", "image/jpeg", "image/jpg", "image/webp", "image/bmp");

    /**
     * A body with the pictures that came with the mail.
     *
     * @param images {@code data:} addresses by content id
     */
    record Opened(Body body, Map<String, String> images) {}

    private final MailboxCalls calls;

    Bodies(MailboxCalls calls) {
        this.calls = calls;
    }

    MailboxReply<Opened> open(StoredMessage message) {
        return call(
                message,
                client -> client.message(message.mail().graphId()).then(full -> {
                    var body = full.body() == null ? Body.text("") : full.body();
                    return body.content().toLowerCase(Locale.ROOT).contains("cid:")
                            ? images(client, message).map(images -> new Opened(body, images))
                            : new GraphReply.Done<>(new Opened(body, Map.of()));
                }));
    }

    MailboxReply<List<Attachment>> attachments(StoredMessage message) {
        return call(
                message, client -> client.attachments(message.mail().graphId()).list());
    }

    /** A file, or a message in a message; refused where there is no such attachment. */
    MailboxReply<Download> download(StoredMessage message, String attachmentId) {
        return call(message, client -> {
            var attachments = client.attachments(message.mail().graphId());
            return attachments
                    .list()
                    .then(all -> all.stream()
                            .filter(one -> one.id().equals(attachmentId))
                            .findFirst()
                            .map(one -> attachments
                                    .content(attachmentId, LARGEST)
                                    .<Download>map(bytes ->
                                            new Download(name(one), MediaType.APPLICATION_OCTET_STREAM, bytes)))
                            .orElseGet(Bodies::absent));
        });
    }

    /** The whole message as RFC 5322 text. */
    MailboxReply<Download> mime(StoredMessage message) {
        return call(message, client -> client.mime(message.mail().graphId(), LARGEST))
                .map(bytes -> new Download(message.mail().subject() + ".eml", RFC_822, bytes));
    }

    private <T> MailboxReply<T> call(StoredMessage message, Function<MailboxClient, GraphReply<T>> call) {
        return calls.call(message.workspace(), message.mailboxId(), call);
    }

    private static GraphReply<Map<String, String>> images(MailboxClient client, StoredMessage message) {
        var attachments = client.attachments(message.mail().graphId());
        return attachments.list().map(all -> {
            var images = new HashMap<String, String>();
            all.stream().filter(Bodies::inlineImage).limit(MOST_INLINE_IMAGES).forEach(image -> {
                if (attachments.content(image.id(), LARGEST_INLINE_IMAGE)
                        instanceof GraphReply.Done<byte[]>(var bytes)) {
                    images.put(
                            contentId(image),
                            "data:" + type(image) + ";base64,"
                                    + Base64.getEncoder().encodeToString(bytes));
                }
            });
            return images;
        });
    }

    private static GraphReply<Download> absent() {
        return new GraphReply.Refused<>(
                new GraphError(404, "ErrorItemNotFound", null, "no such attachment", null, null, null));
    }

    private static String name(Attachment attachment) {
        var isMessage =
                attachment.kind().equals("itemAttachment") && !attachment.name().endsWith(".eml");
        return isMessage ? attachment.name() + ".eml" : attachment.name();
    }

    private static boolean inlineImage(Attachment attachment) {
        return attachment.contentId() != null && IMAGE_TYPES.contains(type(attachment));
    }

    /** With or without the angle brackets that it has in the mail (RFC 2392). */
    private static String contentId(Attachment attachment) {
        return String.valueOf(attachment.contentId()).replaceAll("^<|>$", "");
    }

    private static String type(Attachment attachment) {
        return attachment.contentType() == null ? "" : attachment.contentType().toLowerCase(Locale.ROOT);
    }
}
