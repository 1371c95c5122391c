package dev.latchkey.service.incoming;

import dev.latchkey.service.db.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One item of what Microsoft posts. Its contents are not trusted beyond that something may have changed.
 *
 * @param lifecycleEvent such as {@code subscriptionRemoved}; null for a change
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-lifecycle-events">Lifecycle notifications</a>
 */
record Notice(
        String subscriptionId, String clientState, @Nullable String lifecycleEvent) {

    /** Empty where the body is not what Microsoft sends. */
    static Optional<List<Notice>> parse(byte[] body) {
        try {
            var value = Json.MAPPER.readTree(body).path("value");
            if (!value.isArray()) {
                return Optional.empty();
            }
            var notices = new ArrayList<Notice>();
            for (var item : value) {
                if (!item.isObject() || text(item, "subscriptionId") == null) {
                    return Optional.empty();
                }
                notices.add(of(item));
            }
            return Optional.of(notices);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether the subscription wants to be renewed or made anew. */
    boolean endsSubscription() {
        return "reauthorizationRequired".equals(lifecycleEvent) || "subscriptionRemoved".equals(lifecycleEvent);
    }

    private static Notice of(JsonNode item) {
        var clientState = text(item, "clientState");
        return new Notice(
                Clean.text(text(item, "subscriptionId")),
                clientState == null ? "" : clientState,
                text(item, "lifecycleEvent"));
    }

    private static @Nullable String text(JsonNode item, String field) {
        var node = item.path(field);
        return node.isString() ? node.stringValue() : null;
    }
}
