package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Content;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes attachments as Graph does. */
final class AttachmentJson {

    /** From here on an upload session is needed. */
    private static final int LARGEST = 3 * 1024 * 1024;

    private AttachmentJson() {}

    static ObjectNode of(Mailbox mailbox, Mail.Attachment attachment, Message message) {
        var isItem = attachment.isMessage();
        var json = GraphCall.JSON
                .createObjectNode()
                // without it Microsoft's Java client builds a bare attachment
                .put("@odata.type", isItem ? "#microsoft.graph.itemAttachment" : "#microsoft.graph.fileAttachment")
                .put("id", attachment.id())
                .put("lastModifiedDateTime", MessageJson.time(message.times().modified()))
                .put("name", attachment.name())
                .put("contentType", isItem ? null : attachment.contentType())
                .put("size", attachment.content().size())
                .put("isInline", attachment.inline());
        if (!isItem) {
            json.put("@odata.mediaContentType", attachment.contentType())
                    .put("contentId", attachment.contentId())
                    .putNull("contentLocation")
                    .putPOJO("contentBytes", new ContentBytes(mailbox, attachment.content()));
        }
        return json;
    }

    static List<Mail.Attachment> readAll(JsonBody message) {
        return message.objects("attachments").orElse(List.of()).stream()
                .map(AttachmentJson::read)
                .toList();
    }

    static Mail.Attachment read(JsonBody json) {
        var type = json.text("@odata.type").orElse("").toLowerCase(Locale.ROOT).replaceFirst("^#", "");
        return switch (type) {
            case "microsoft.graph.fileattachment" -> described(named(json), content(json));
            case "microsoft.graph.itemattachment" -> item(named(json));
            // v1.0 has no property for the link, and misses it
            case "microsoft.graph.referenceattachment" ->
                throw new GraphProblem(
                        400, "ErrorInvalidProperty", "The property 'SourceUrl' is required when creating the entity.");
            default ->
                throw GraphProblem.badRequest(
                        "An attachment must be of type #microsoft.graph.fileAttachment or #microsoft.graph.itemAttachment.");
        };
    }

    private static JsonBody named(JsonBody json) {
        if (json.text("name").filter(given -> !given.isBlank()).isEmpty()) {
            throw new GraphProblem(400, "ErrorInvalidRequest", "The attachment has no name.");
        }
        return json;
    }

    private static Mail.Attachment item(JsonBody json) {
        var mime = small(AttachedMessage.mime(json));
        return new Mail.Attachment(
                "",
                json.text("name").orElseThrow(),
                Mail.Attachment.MESSAGE,
                json.flag("isInline").orElse(false),
                null,
                new Content.Bytes(mime));
    }

    /** An attachment by its properties beside the content; that it has a name is known. */
    static Mail.Attachment described(JsonBody json, byte[] content) {
        return new Mail.Attachment(
                "",
                json.text("name").orElseThrow(),
                json.text("contentType").filter(given -> !given.isBlank()).orElse("application/octet-stream"),
                json.flag("isInline").orElse(false),
                json.text("contentId").filter(given -> !given.isBlank()).orElse(null),
                new Content.Bytes(content));
    }

    private static byte[] content(JsonBody json) {
        try {
            return small(Base64.getDecoder().decode(json.text("contentBytes").orElse("")));
        } catch (IllegalArgumentException e) {
            throw GraphProblem.badRequest("Cannot convert the value of contentBytes to type Edm.Binary.");
        }
    }

    private static byte[] small(byte[] content) {
        if (content.length > LARGEST) {
            throw new GraphProblem(
                    413,
                    "ErrorMessageSizeExceeded",
                    "The message exceeds the maximum supported size. Use an upload session from 3 MB on.");
        }
        return content;
    }
}
