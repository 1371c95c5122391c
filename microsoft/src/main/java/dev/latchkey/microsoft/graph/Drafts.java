package dev.latchkey.microsoft.graph;

import static dev.latchkey.microsoft.graph.GraphCalls.escape;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes and sends. {@code create} then {@code send} on the same id can be looked up after a crash (Mail.ReadWrite);
 * {@code sendMail} cannot, but needs Mail.Send alone.
 */
public final class Drafts {

    private final GraphCalls calls;

    Drafts(GraphCalls calls) {
        this.calls = calls;
    }

    /** Puts a draft into Drafts. */
    public GraphReply<Message> create(OutgoingDraft draft) {
        return calls.post("/me/messages", MessageJson.create(draft), MessageJson::read);
    }

    /** A draft that answers the sender; recipients, subject and threading are set by Exchange. */
    public GraphReply<Message> createReply(String messageId, Body body, @Nullable String marker) {
        return answer(messageId, "createReply", body, marker);
    }

    /** A draft that answers the sender and all recipients. */
    public GraphReply<Message> createReplyAll(String messageId, Body body, @Nullable String marker) {
        return answer(messageId, "createReplyAll", body, marker);
    }

    /** Replaces what the draft says; the header of the marker stays as it was created. */
    public GraphReply<Message> update(String draftId, OutgoingDraft draft) {
        return calls.patch("/me/messages/" + escape(draftId), MessageJson.update(draft), MessageJson::read);
    }

    /** Sends a draft. A second send of the same draft is refused, for it is no draft any more. */
    public GraphReply<Accepted> send(String draftId) {
        return calls.act("/me/messages/" + escape(draftId) + "/send");
    }

    /** Sends without a draft; the copy goes to Sent Items. Everything has to fit into about 4 MB of JSON. */
    public GraphReply<Accepted> sendMail(OutgoingDraft draft, List<Attachment.File> files) {
        var message = MessageJson.create(draft);
        if (!files.isEmpty()) {
            var attachments = message.putArray("attachments");
            files.forEach(file -> attachments.add(Attachments.json(file)));
        }
        var body = JsonNodeFactory.instance.objectNode();
        body.set("message", message);
        return calls.act("/me/sendMail", body.put("saveToSentItems", true));
    }

    /** Sends a whole RFC 5322 message, so that In-Reply-To and References can be ours. At most 3 MB. */
    public GraphReply<Accepted> sendMime(byte[] mime) {
        return calls.actWithText("/me/sendMail", Base64.getEncoder().encode(mime));
    }

    private GraphReply<Message> answer(String messageId, String action, Body body, @Nullable String marker) {
        var request = JsonNodeFactory.instance.objectNode();
        request.set("message", MessageJson.reply(body, marker));
        return calls.post("/me/messages/" + escape(messageId) + "/" + action, request, MessageJson::read);
    }
}
