package dev.latchkey.microsoft.graph;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Standing orders for change notifications.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/subscription">subscription</a>
 */
public final class Subscriptions {

    private final GraphCalls calls;

    Subscriptions(GraphCalls calls) {
        this.calls = calls;
    }

    /** Makes one. Graph calls the notification URL before it answers. 409: the same one exists. */
    public GraphReply<Subscription> create(Subscription.Order order) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("resource", order.resource())
                .put("changeType", order.changeType())
                .put("notificationUrl", order.notificationUrl().toString())
                .put("expirationDateTime", order.expirationDateTime().toString())
                .put("clientState", order.clientState());
        if (order.lifecycleNotificationUrl() != null) {
            json.put(
                    "lifecycleNotificationUrl", order.lifecycleNotificationUrl().toString());
        }
        return calls.post("/subscriptions", json, GraphJson::subscription);
    }

    /** Lets it live on until then. */
    public GraphReply<Subscription> renew(String subscriptionId, Instant expirationDateTime) {
        var json = JsonNodeFactory.instance.objectNode().put("expirationDateTime", expirationDateTime.toString());
        return calls.patch(path(subscriptionId), json, GraphJson::subscription);
    }

    public GraphReply<Accepted> delete(String subscriptionId) {
        return calls.delete(path(subscriptionId));
    }

    /** All of this application's for this person. */
    public GraphReply<List<Subscription>> list() {
        return calls.get("/subscriptions", json -> GraphJson.items(json, GraphJson::subscription));
    }

    private static String path(String subscriptionId) {
        return "/subscriptions/" + GraphCalls.escape(subscriptionId);
    }
}
