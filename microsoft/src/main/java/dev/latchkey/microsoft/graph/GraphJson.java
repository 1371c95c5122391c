package dev.latchkey.microsoft.graph;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Graph's resources other than messages. Unknown fields are ignored; without an id nothing is read. */
final class GraphJson {

    private GraphJson() {}

    static <T> Page<T> page(JsonNode json, Function<JsonNode, T> item) {
        return new Page<>(items(json, item), text(json, "@odata.nextLink"));
    }

    static <T> List<T> items(JsonNode json, Function<JsonNode, T> item) {
        var value = json.path("value");
        if (!value.isArray()) {
            throw new UnreadableAnswer("without a list");
        }
        var items = new ArrayList<T>();
        value.forEach(node -> items.add(item.apply(node)));
        return items;
    }

    static Profile profile(JsonNode json) {
        return new Profile(id(json), text(json, "displayName"), text(json, "mail"), text(json, "userPrincipalName"));
    }

    static Folder folder(JsonNode json) {
        return new Folder(
                id(json),
                orEmpty(text(json, "displayName")),
                text(json, "parentFolderId"),
                json.path("childFolderCount").asInt(0),
                json.path("unreadItemCount").asInt(0),
                json.path("totalItemCount").asInt(0));
    }

    static Attachment attachment(JsonNode json) {
        return new Attachment(
                id(json),
                orEmpty(text(json, "@odata.type")).replace("#microsoft.graph.", ""),
                orEmpty(text(json, "name")),
                text(json, "contentType"),
                json.path("size").asLong(0),
                json.path("isInline").asBoolean(false),
                text(json, "contentId"));
    }

    static Subscription subscription(JsonNode json) {
        var expires = instant(json, "expirationDateTime");
        if (expires == null) {
            throw new UnreadableAnswer("with a subscription that never ends");
        }
        return new Subscription(
                id(json),
                orEmpty(text(json, "resource")),
                orEmpty(text(json, "changeType")),
                uri(text(json, "notificationUrl")),
                expires);
    }

    static String id(JsonNode json) {
        var id = text(json, "id");
        if (id == null || id.isEmpty()) {
            throw new UnreadableAnswer("without an id");
        }
        return id;
    }

    static @Nullable String text(JsonNode json, String field) {
        return json.path(field).stringValue(null);
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static @Nullable Instant instant(JsonNode json, String field) {
        var text = text(json, field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable URI uri(@Nullable String text) {
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
