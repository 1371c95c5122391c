package dev.latchkey.microsoft.graph;

import java.util.List;

/** The attachments of one message. */
public final class Attachments {

    private final GraphCalls calls;
    private final String messageId;

    Attachments(GraphCalls calls, String messageId) {
        this.calls = calls;
        this.messageId = messageId;
    }

    /** All of them, inline ones included, without content. */
    public GraphReply<List<Attachment>> list() {
        return calls.pending(messageId);
    }

    /** The bytes of one; refused here with the code {@code TooLarge} where they are more than the limit. */
    public GraphReply<byte[]> content(String attachmentId, long limit) {
        return calls.pending(messageId);
    }

    /**
     * Adds a file to a draft.
     *
     * @throws IllegalArgumentException from 3 MB on, which takes an upload session
     */
    public GraphReply<Attachment> add(Attachment.File file) {
        return calls.pending(messageId);
    }
}
