package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of the attachments of a message, or one of them. As in life, {@code $filter} changes nothing.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/message-list-attachments">List attachments</a>
 */
record AttachmentQuery(GraphCall call, Mailbox mailbox, Message message) {

    private static final String TYPE = "microsoft.graph.attachment";
    private static final String ITEM = "microsoft.graph.itemAttachment/item";

    /** The properties of each kind; those of one kind only are named with their type. */
    private static final List<String> PROPERTIES = List.of(
            "id",
            "name",
            "contentType",
            "size",
            "isInline",
            "lastModifiedDateTime",
            "microsoft.graph.fileAttachment/contentBytes",
            "microsoft.graph.fileAttachment/contentId",
            "microsoft.graph.fileAttachment/contentLocation",
            ITEM);

    private static final int LARGEST_PAGE = 1_000;

    ObjectNode list(List<Mail.Attachment> attachments, String context) {
        var json = GraphCall.JSON.createObjectNode().put("@odata.context", context);
        if (call.query().isTrue("$count")) {
            json.put("@odata.count", attachments.size());
        }
        var size = call.query().number("$top", 1, LARGEST_PAGE).orElse(LARGEST_PAGE);
        var from = Math.min(call.query().number("$skip", 0, Integer.MAX_VALUE).orElse(0), attachments.size());
        var to = Math.min(from + size, attachments.size());
        var values = json.putArray("value");
        attachments.subList(from, to).forEach(attachment -> values.add(single(attachment)));
        if (to < attachments.size()) {
            json.put("@odata.nextLink", call.link("$skip", String.valueOf(to)));
        }
        return json;
    }

    ObjectNode single(Mail.Attachment attachment) {
        var selection = selection(call.query().get("$select"));
        var json = chosen(AttachmentJson.of(mailbox, attachment, message), selection);
        if (!Expand.read(call.query(), TYPE, List.of(ITEM)).isEmpty() && attachment.isMessage()) {
            json.set("item", AttachedMessage.json(call, mailbox, message, attachment));
        }
        return json;
    }

    static Selection selection(Optional<String> option) {
        return Selection.read(option, TYPE, PROPERTIES);
    }

    /** An attachment with the properties that were selected, whether or not with the type before them. */
    static ObjectNode chosen(ObjectNode attachment, Selection selection) {
        var names = selection.names().stream()
                .map(name -> name.substring(name.indexOf('/') + 1))
                .collect(Collectors.toSet());
        return new Selection(names).of(attachment, "id");
    }
}
