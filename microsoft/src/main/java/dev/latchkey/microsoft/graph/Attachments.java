package dev.latchkey.microsoft.graph;

import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The attachments of one message.
 *
 * @see <a href="https://learn.microsoft.com/graph/outlook-large-attachments">Large attachments</a>
 */
public final class Attachments {

    private static final int UPLOAD_SESSION_FROM = 3 * 1024 * 1024;

    private final GraphCalls calls;
    private final String messageId;

    Attachments(GraphCalls calls, String messageId) {
        this.calls = calls;
        this.messageId = messageId;
    }

    /** All of them, inline ones included, without content. */
    public GraphReply<List<Attachment>> list() {
        var select = "?$select=id,name,contentType,size,isInline,microsoft.graph.fileAttachment/contentId";
        return calls.get(path() + select, json -> GraphJson.items(json, GraphJson::attachment));
    }

    /** The bytes of one; refused here with the code {@code TooLarge} where they are more than the limit. */
    public GraphReply<byte[]> content(String attachmentId, long limit) {
        return calls.bytes(path() + "/" + GraphCalls.escape(attachmentId) + "/$value", limit);
    }

    /**
     * Adds a file to a draft.
     *
     * @throws IllegalArgumentException from 3 MB on, which takes an upload session
     */
    public GraphReply<Attachment> add(Attachment.File file) {
        if (file.content().length >= UPLOAD_SESSION_FROM) {
            throw new IllegalArgumentException("a file of 3 MB or more takes an upload session");
        }
        return calls.post(path(), json(file), GraphJson::attachment);
    }

    static ObjectNode json(Attachment.File file) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("@odata.type", "#microsoft.graph.fileAttachment")
                .put("name", file.name())
                .put("contentType", file.contentType())
                .put("isInline", file.isInline())
                .put("contentBytes", Base64.getEncoder().encodeToString(file.content()));
        if (file.contentId() != null) {
            json.put("contentId", file.contentId());
        }
        return json;
    }

    private String path() {
        return "/me/messages/" + GraphCalls.escape(messageId) + "/attachments";
    }
}
