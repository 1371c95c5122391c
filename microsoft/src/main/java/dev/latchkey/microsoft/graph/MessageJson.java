package dev.latchkey.microsoft.graph;

import static dev.latchkey.microsoft.graph.GraphJson.instant;
import static dev.latchkey.microsoft.graph.GraphJson.orEmpty;
import static dev.latchkey.microsoft.graph.GraphJson.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages as Graph writes and reads them. */
final class MessageJson {

    /** Where our marker lives; always in this one spelling, for Exchange compares it as text. */
    static final String MARKER = "String {2ad72c90-9e06-43d9-b6aa-49ad39c1338b} Name LatchkeyMarker";

    static final String MARKER_HEADER = "x-latchkey-marker";

    /** What a list shows: no body and no headers, which cost Exchange most. */
    static final String LEAN = "$select=id,internetMessageId,conversationId,parentFolderId,subject,from,toRecipients,"
            + "ccRecipients,bccRecipients,replyTo,receivedDateTime,sentDateTime,isRead,isDraft,hasAttachments,"
            + "bodyPreview,flag,categories,importance,webLink";

    /** Everything: headers come only where they are asked for by name. */
    static final String FULL = LEAN + ",body,internetMessageHeaders&$expand=singleValueExtendedProperties("
            + GraphCalls.escape("$filter=id eq " + GraphCalls.literal(MARKER)) + ")";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MessageJson() {}

    static Message read(JsonNode json) {
        return new Message(
                GraphJson.id(json),
                text(json, "internetMessageId"),
                text(json, "conversationId"),
                text(json, "parentFolderId"),
                text(json, "subject"),
                recipient(json.path("from")),
                list(json, "toRecipients", MessageJson::recipient),
                list(json, "ccRecipients", MessageJson::recipient),
                list(json, "bccRecipients", MessageJson::recipient),
                list(json, "replyTo", MessageJson::recipient),
                instant(json, "receivedDateTime"),
                instant(json, "sentDateTime"),
                flag(json, "isRead"),
                flag(json, "isDraft"),
                flag(json, "hasAttachments"),
                text(json, "bodyPreview"),
                body(json.path("body")),
                list(json, "internetMessageHeaders", MessageJson::header),
                followUp(text(json.path("flag"), "flagStatus")),
                list(json, "categories", node -> node.stringValue(null)),
                text(json, "importance"),
                text(json, "webLink"),
                marker(json));
    }

    static ObjectNode create(OutgoingDraft draft) {
        var json = update(draft);
        if (draft.marker() != null) {
            json.putArray("internetMessageHeaders")
                    .addObject()
                    .put("name", MARKER_HEADER)
                    .put("value", draft.marker());
        }
        return json;
    }

    /** Without headers, which Graph takes only when a message is created. */
    static ObjectNode update(OutgoingDraft draft) {
        var json = reply(draft.body(), draft.marker()).put("subject", draft.subject());
        json.set("toRecipients", recipients(draft.to()));
        json.set("ccRecipients", recipients(draft.cc()));
        json.set("bccRecipients", recipients(draft.bcc()));
        json.set("replyTo", recipients(draft.replyTo()));
        if (draft.from() != null) {
            json.set("from", recipient(draft.from()));
        }
        return json;
    }

    static ObjectNode reply(Body body, @Nullable String marker) {
        var json = NODES.objectNode();
        json.putObject("body")
                .put("contentType", body.type() == Body.Type.HTML ? "html" : "text")
                .put("content", body.content());
        if (marker != null) {
            json.putArray("singleValueExtendedProperties")
                    .addObject()
                    .put("id", MARKER)
                    .put("value", marker);
        }
        return json;
    }

    static ObjectNode change(MessageChange change) {
        var json = NODES.objectNode();
        if (change.isRead() != null) {
            json.put("isRead", change.isRead());
        }
        if (change.flag() != null) {
            json.putObject("flag").put("flagStatus", change.flag().graphName);
        }
        if (change.categories() != null) {
            change.categories().forEach(json.putArray("categories")::add);
        }
        return json;
    }

    private static ArrayNode recipients(List<Recipient> recipients) {
        var array = NODES.arrayNode();
        recipients.forEach(recipient -> array.add(recipient(recipient)));
        return array;
    }

    private static ObjectNode recipient(Recipient recipient) {
        var json = NODES.objectNode();
        var address = json.putObject("emailAddress").put("address", recipient.address());
        if (recipient.name() != null) {
            address.put("name", recipient.name());
        }
        return json;
    }

    private static @Nullable Recipient recipient(JsonNode json) {
        var address = json.path("emailAddress");
        var where = text(address, "address");
        return where == null ? null : new Recipient(where, text(address, "name"));
    }

    private static @Nullable Body body(JsonNode json) {
        var content = text(json, "content");
        if (content == null) {
            return null;
        }
        return orEmpty(text(json, "contentType")).equalsIgnoreCase("html") ? Body.html(content) : Body.text(content);
    }

    private static @Nullable Header header(JsonNode json) {
        var name = text(json, "name");
        return name == null ? null : new Header(name, orEmpty(text(json, "value")));
    }

    private static @Nullable FlagStatus followUp(@Nullable String status) {
        return Arrays.stream(FlagStatus.values())
                .filter(value -> value.graphName.equals(status))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String marker(JsonNode json) {
        for (var property : json.path("singleValueExtendedProperties")) {
            if (MARKER.equalsIgnoreCase(text(property, "id"))) {
                return text(property, "value");
            }
        }
        return null;
    }

    private static @Nullable Boolean flag(JsonNode json, String field) {
        var node = json.path(field);
        return node.isBoolean() ? node.booleanValue() : null;
    }

    private static <T> List<T> list(JsonNode json, String field, Function<JsonNode, @Nullable T> read) {
        var list = new ArrayList<T>();
        for (var node : json.path(field)) {
            var item = read.apply(node);
            if (item != null) {
                list.add(item);
            }
        }
        return list;
    }
}
