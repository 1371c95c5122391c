package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.graph.Notifier.Pending;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes notifications as Graph does.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/changenotificationcollection">changeNotificationCollection</a>
 */
final class NotificationJson {

    /** One notification as it is told. */
    record Told(Pending change, @Nullable String clientState) {}

    private final BinaryOperator<String> validationToken;

    /** @param validationToken for an application in a tenant */
    NotificationJson(BinaryOperator<String> validationToken) {
        this.validationToken = validationToken;
    }

    /** What is posted: all of one subscription. */
    ObjectNode document(Subscription subscription, List<Told> notifications) {
        var json = GraphCall.JSON.createObjectNode();
        var values = json.putArray("value");
        notifications.forEach(notification -> values.add(json(subscription, notification)));
        if (subscription.data() != null) {
            json.putArray("validationTokens")
                    .add(validationToken.apply(subscription.applicationId(), subscription.tenantId()));
        }
        return json;
    }

    private static ObjectNode json(Subscription subscription, Told told) {
        var change = told.change();
        var resource = resource(subscription, change);
        var json = GraphCall.JSON
                .createObjectNode()
                .put("subscriptionId", subscription.id())
                .put("subscriptionExpirationDateTime", subscription.expiration().toString())
                .put("changeType", change.changeType())
                .put("resource", resource)
                .put("clientState", told.clientState())
                .put("tenantId", subscription.tenantId());
        json.putObject("resourceData")
                .put("@odata.type", "#Microsoft.Graph.Message")
                .put("@odata.id", resource)
                .put("@odata.etag", "W/\"" + change.etag() + "\"")
                .put("id", change.messageId());
        if (subscription.data() != null && change.data() != null) {
            json.set("encryptedContent", subscription.data().encrypted(change.data()));
        }
        return json;
    }

    static String resource(Subscription subscription, Pending change) {
        return "Users/" + subscription.creatorId() + "/Messages/" + change.messageId();
    }
}
