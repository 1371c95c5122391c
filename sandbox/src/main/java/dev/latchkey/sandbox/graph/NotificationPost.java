package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.Ledger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Writes notifications, and posts them. */
final class NotificationPost {

    private final WebhookPost post;
    private final Ledger ledger;
    private final Subscriptions subscriptions;
    private final Lifecycle lifecycle;

    NotificationPost(WebhookPost post, Ledger ledger, Subscriptions subscriptions, Lifecycle lifecycle) {
        this.post = post;
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        this.lifecycle = lifecycle;
    }

    /** Returns when they were taken, or when it is no use any more. */
    void deliver(Subscription subscription, List<Notifier.Pending> batch) throws InterruptedException {
        var taken = post.deliver(
                subscription.notificationUrl(),
                document(subscription, batch),
                batch.getFirst().since(),
                () -> subscriptions.get(subscription.key()).isPresent());
        if (taken) {
            batch.forEach(notification -> record(subscription, notification));
        } else {
            subscriptions.get(subscription.key()).ifPresent(lifecycle::missed);
        }
    }

    private void record(Subscription subscription, Notifier.Pending notification) {
        ledger.record(
                "notification.sent",
                Map.of(
                        "subscriptionId", subscription.id(),
                        "changeType", notification.changeType(),
                        "resource", resource(subscription, notification)));
    }

    private static ObjectNode document(Subscription subscription, List<Notifier.Pending> batch) {
        var json = GraphCall.JSON.createObjectNode();
        var values = json.putArray("value");
        batch.forEach(notification -> values.add(notification(subscription, notification)));
        return json;
    }

    private static ObjectNode notification(Subscription subscription, Notifier.Pending pending) {
        var resource = resource(subscription, pending);
        var json = GraphCall.JSON
                .createObjectNode()
                .put("subscriptionId", subscription.id())
                .put("subscriptionExpirationDateTime", subscription.expiration().toString())
                .put("changeType", pending.changeType())
                .put("resource", resource)
                .put("clientState", subscription.clientState())
                .put("tenantId", subscription.tenantId());
        json.putObject("resourceData")
                .put("@odata.type", "#Microsoft.Graph.Message")
                .put("@odata.id", resource)
                .put("@odata.etag", "W/\"" + pending.etag() + "\"")
                .put("id", pending.messageId());
        return json;
    }

    private static String resource(Subscription subscription, Notifier.Pending pending) {
        return "Users/" + subscription.creatorId() + "/Messages/" + pending.messageId();
    }
}
