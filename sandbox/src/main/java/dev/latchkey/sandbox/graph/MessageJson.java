package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Envelope;
import dev.latchkey.sandbox.exchange.Flag;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MimeReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a message as Graph does. */
final class MessageJson {

    private final Mailbox mailbox;
    private final View view;

    MessageJson(Mailbox mailbox, View view) {
        this.mailbox = mailbox;
        this.view = view;
    }

    ObjectNode of(Message message) {
        return of(message, () -> MimeReader.read(mailbox.mime(message)));
    }

    /** @param content read only where something of it is shown */
    ObjectNode of(Message message, Supplier<Mail> content) {
        var json = GraphCall.JSON.createObjectNode();
        json.put("@odata.etag", "W/\"" + changeKey(message) + "\"");
        json.put("id", mailbox.ids().of(message, view.immutableIds()));
        item(json, message);
        envelope(json, message);
        marks(json, message);
        if (needsContent()) {
            content(json, message, content.get());
        }
        return json;
    }

    /** The version of a message. */
    static String changeKey(Message message) {
        var bytes = new byte[22];
        ByteBuffer.wrap(bytes)
                .putShort((short) 0x0900)
                .putInt(0x16)
                .putLong(message.item())
                .putLong(message.place().seq());
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String time(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    private boolean needsContent() {
        return !view.basic()
                && (view.shows("body")
                        || view.chose("uniqueBody")
                        || view.chose("internetMessageHeaders")
                        || view.attachments() != null
                        || !view.propertyIds().isEmpty());
    }

    private void item(ObjectNode json, Message message) {
        put(json, "createdDateTime", () -> time(message.times().created()));
        put(json, "lastModifiedDateTime", () -> time(message.times().modified()));
        put(json, "changeKey", () -> changeKey(message));
        if (view.shows("categories")) {
            var categories = json.putArray("categories");
            message.marks().categories().forEach(categories::add);
        }
        put(json, "receivedDateTime", () -> time(message.times().received()));
        put(json, "sentDateTime", () -> {
            var sent = message.envelope().sent();
            return time(sent == null ? message.times().created() : sent);
        });
        put(json, "hasAttachments", message.summary().hasAttachments());
        put(json, "internetMessageId", () -> message.envelope().internetMessageId());
        put(json, "subject", () -> message.envelope().subject());
        if (!view.basic()) {
            put(json, "bodyPreview", () -> message.summary().preview());
        }
        put(json, "importance", () -> message.envelope().importance());
        put(json, "parentFolderId", () -> mailbox.ids().ofFolder(message.place().folder()));
        put(
                json,
                "conversationId",
                () -> mailbox.ids().ofConversation(message.threading().conversation()));
        put(json, "conversationIndex", () -> message.threadIndex());
    }

    private void marks(ObjectNode json, Message message) {
        var marks = message.marks();
        if (view.shows("isDeliveryReceiptRequested")) {
            json.putNull("isDeliveryReceiptRequested");
        }
        put(json, "isReadReceiptRequested", false);
        put(json, "isRead", marks.read());
        put(json, "isDraft", message.draft());
        put(
                json,
                "webLink",
                () -> "https://outlook.sandbox.example/owa/?ItemID="
                        + mailbox.ids().of(message, false) + "&exvsurl=1&viewmodel=ReadMessageItem");
        put(json, "inferenceClassification", marks::inference);
        if (view.shows("flag")) {
            json.set("flag", flag(marks.flag()));
        }
    }

    private void envelope(ObjectNode json, Message message) {
        Envelope envelope = message.envelope();
        recipient(json, "sender", envelope.sender());
        recipient(json, "from", envelope.from());
        recipients(json, "toRecipients", envelope.to());
        recipients(json, "ccRecipients", envelope.cc());
        recipients(json, "bccRecipients", envelope.bcc());
        recipients(json, "replyTo", envelope.replyTo());
    }

    private void content(ObjectNode json, Message message, Mail mail) {
        if (view.shows("body")) {
            json.set("body", body(mail.body()));
        }
        if (view.chose("uniqueBody")) {
            json.set("uniqueBody", body(mail.body()));
        }
        if (view.chose("internetMessageHeaders")) {
            headers(json.putArray("internetMessageHeaders"), message, mail);
        }
        var chosen = view.attachments();
        if (chosen != null) {
            var attachments = json.putArray("attachments");
            mail.attachments()
                    .forEach(attachment -> attachments.add(
                            AttachmentQuery.chosen(AttachmentJson.of(mailbox, attachment, message), chosen)));
        }
        if (!view.propertyIds().isEmpty()) {
            properties(json, message, mail);
        }
    }

    private void properties(ObjectNode json, Message message, Mail mail) {
        var values = ExtendedProperties.of(message, mail);
        var found = GraphCall.JSON.createArrayNode();
        view.propertyIds()
                .forEach(id -> values.value(id)
                        .ifPresent(value -> found.addObject().put("id", id).put("value", value)));
        // as in life, the property is absent where none of the wanted ones is there
        if (!found.isEmpty()) {
            json.set("singleValueExtendedProperties", found);
        }
    }

    /** Of what one sent oneself Graph shows less than the MIME has: it reads the properties of the submission. */
    private static void headers(ArrayNode json, Message message, Mail mail) {
        var hidden = mail.header("Received") == null && !message.draft()
                ? List.of("message-id", "references", "in-reply-to")
                : List.<String>of();
        for (var header : mail.headers()) {
            if (!hidden.contains(header.name().toLowerCase(java.util.Locale.ROOT))) {
                json.addObject().put("name", header.name()).put("value", header.value());
            }
        }
    }

    private ObjectNode body(Mail.Body body) {
        var asText = view.bodies() == View.Bodies.TEXT || !body.html();
        var content = switch (view.bodies()) {
            case TEXT -> body.text();
            case SAFE_HTML -> body.safe();
            case HTML -> body.content();
        };
        return GraphCall.JSON
                .createObjectNode()
                .put("contentType", asText ? "text" : "html")
                .put("content", content);
    }

    private static ObjectNode flag(Flag flag) {
        var json = GraphCall.JSON.createObjectNode().put("flagStatus", flag.status());
        times(json, "startDateTime", flag.start());
        times(json, "dueDateTime", flag.due());
        times(json, "completedDateTime", flag.completed());
        return json;
    }

    private static void times(ObjectNode json, String name, @Nullable Map<String, String> time) {
        if (time != null) {
            var node = json.putObject(name);
            time.forEach(node::put);
        }
    }

    private void recipient(ObjectNode json, String name, @Nullable EmailAddress address) {
        if (view.shows(name) && address != null) {
            json.set(name, recipient(address));
        }
    }

    private void recipients(ObjectNode json, String name, List<EmailAddress> addresses) {
        if (view.shows(name)) {
            var array = json.putArray(name);
            addresses.forEach(address -> array.add(recipient(address)));
        }
    }

    private static ObjectNode recipient(EmailAddress address) {
        var json = GraphCall.JSON.createObjectNode();
        json.putObject("emailAddress")
                .put("name", address.name().isEmpty() ? address.address() : address.name())
                .put("address", address.address());
        return json;
    }

    private void put(ObjectNode json, String name, Supplier<String> value) {
        if (view.shows(name)) {
            json.put(name, value.get());
        }
    }

    private void put(ObjectNode json, String name, boolean value) {
        if (view.shows(name)) {
            json.put(name, value);
        }
    }
}
