package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Marks;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MimeReader;
import dev.latchkey.sandbox.exchange.MimeWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code item} of an item attachment: a message that has no place in the mailbox, and so no id there.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/itemattachment">itemAttachment</a>
 */
final class AttachedMessage {

    private static final List<String> OF_A_PLACE =
            List.of("@odata.etag", "changeKey", "parentFolderId", "conversationId", "conversationIndex", "webLink");

    private AttachedMessage() {}

    /** The MIME of the item that a client writes; only messages are known here. */
    static byte[] mime(JsonBody attachment) {
        var item = attachment
                .object("item")
                .orElseThrow(() -> new GraphProblem(
                        400, "ErrorInvalidProperty", "The property 'Item' is required when creating the entity."));
        var type = item.text("@odata.type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).endsWith("microsoft.graph.message")) {
            throw GraphProblem.badRequest("Only an item of type #microsoft.graph.message can be attached here.");
        }
        return MimeWriter.write(DraftJson.mail(item, null));
    }

    /** @param holder the message that it is attached to */
    static ObjectNode json(GraphCall call, Mailbox mailbox, Message holder, Mail.Attachment attachment) {
        var mime = attachment.content().stored();
        var mail = MimeReader.read(mime);
        var sent = mail.envelope().sent();
        var times = holder.times();
        var message = new Message(
                0,
                holder.place(),
                new Message.Times(
                        times.created(), times.modified(), Objects.requireNonNullElse(sent, times.received())),
                mail.envelope(),
                new Message.Threading("0".repeat(32), ""),
                MimeReader.summary(mail, mime.length),
                Marks.READ,
                sent == null,
                Map.of());
        var view = new View(
                Selection.DEFAULT,
                expand(call).contains("microsoft.graph.message/attachments") ? Selection.DEFAULT : null,
                List.of(),
                call.immutableIds(),
                call.bodies(),
                false);
        var json = new MessageJson(mailbox, view).of(message, () -> mail);
        json.remove(OF_A_PLACE);
        return json.put("@odata.type", "#microsoft.graph.message").put("id", "");
    }

    private static String expand(GraphCall call) {
        return call.query().get("$expand").orElse("").toLowerCase(Locale.ROOT);
    }
}
