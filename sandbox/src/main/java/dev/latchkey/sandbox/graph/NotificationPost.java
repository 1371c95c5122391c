package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.graph.Notifier.Pending;
import dev.latchkey.sandbox.store.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes notifications, and posts them; what was ordered to go wrong with them goes wrong here. */
final class NotificationPost {

    /** One notification as it is told. */
    private record Told(Pending change, @Nullable String clientState) {}

    private static final String WRONG_CLIENT_STATE = "not what the application gave";

    private final WebhookPost post;
    private final Ledger ledger;
    private final Subscriptions subscriptions;
    private final Lifecycle lifecycle;
    private final NotificationFaults faults;

    /** What is to come after the next one, by subscription. */
    private final Map<String, List<Told>> held = new ConcurrentHashMap<>();

    NotificationPost(
            WebhookPost post,
            Ledger ledger,
            Subscriptions subscriptions,
            Lifecycle lifecycle,
            NotificationFaults faults) {
        this.post = post;
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        this.lifecycle = lifecycle;
        this.faults = faults;
    }

    /** Forgets what is held back. */
    void reset() {
        held.clear();
    }

    /** Returns when they were taken, or when it is no use any more. */
    void deliver(Subscription subscription, List<Pending> batch) throws InterruptedException {
        var first = new ArrayList<Told>();
        var afterwards = new ArrayList<Told>();
        for (var change : batch) {
            var told = new Told(change, subscription.clientState());
            var before = first.size();
            switch (faults.meet(subscription.id(), change.changeType()).orElse(null)) {
                case null -> first.add(told);
                case NotificationFault.Mishap.DROP -> {}
                case NotificationFault.Mishap.DOUBLE -> {
                    first.add(told);
                    afterwards.add(told);
                }
                case NotificationFault.Mishap.REORDER ->
                    held.computeIfAbsent(subscription.key(), _ -> new ArrayList<>())
                            .add(told);
                case NotificationFault.Mishap.WRONG_CLIENT_STATE -> first.add(new Told(change, WRONG_CLIENT_STATE));
                case NotificationFault.Delay(var by) -> {
                    Thread.sleep(by);
                    first.add(told);
                }
            }
            if (first.size() > before) {
                afterwards.addAll(Objects.requireNonNullElse(held.remove(subscription.key()), List.of()));
            }
        }
        tell(subscription, first);
        tell(subscription, afterwards);
    }

    private void tell(Subscription subscription, List<Told> notifications) throws InterruptedException {
        if (notifications.isEmpty()) {
            return;
        }
        var taken = post.deliver(
                subscription.notificationUrl(),
                document(subscription, notifications),
                notifications.getFirst().change().since(),
                () -> current(subscription).isPresent());
        if (taken) {
            notifications.forEach(notification -> record(subscription, notification.change()));
        } else {
            current(subscription).ifPresent(lifecycle::missed);
        }
    }

    /** As it is now; empty when it is there no more. */
    private Optional<Subscription> current(Subscription subscription) {
        return subscriptions.get(subscription.key()).filter(subscription::goesToTheSame);
    }

    private void record(Subscription subscription, Pending change) {
        ledger.record(
                "notification.sent",
                Map.of(
                        "subscriptionId", subscription.id(),
                        "changeType", change.changeType(),
                        "resource", resource(subscription, change)));
    }

    private static ObjectNode document(Subscription subscription, List<Told> notifications) {
        var json = GraphCall.JSON.createObjectNode();
        var values = json.putArray("value");
        notifications.forEach(notification -> values.add(json(subscription, notification)));
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
        return json;
    }

    private static String resource(Subscription subscription, Pending change) {
        return "Users/" + subscription.creatorId() + "/Messages/" + change.messageId();
    }
}
