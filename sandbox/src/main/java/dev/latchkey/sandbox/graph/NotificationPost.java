package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.graph.NotificationJson.Told;
import dev.latchkey.sandbox.graph.Notifier.Pending;
import dev.latchkey.sandbox.store.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Posts notifications; what was ordered to go wrong with them goes wrong here. */
final class NotificationPost {

    private static final String WRONG_CLIENT_STATE = "not what the application gave";

    private final WebhookPost post;
    private final WebhookHosts hosts;
    private final Ledger ledger;
    private final Subscriptions subscriptions;
    private final Lifecycle lifecycle;
    private final NotificationFaults faults;
    private final NotificationJson json;

    /** What is to come after the next one, by subscription. */
    private final Map<String, List<Told>> held = new ConcurrentHashMap<>();

    NotificationPost(
            WebhookPost post,
            Ledger ledger,
            Subscriptions subscriptions,
            Lifecycle lifecycle,
            NotificationFaults faults,
            NotificationJson json) {
        this.post = post;
        this.hosts = post.hosts();
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        this.lifecycle = lifecycle;
        this.faults = faults;
        this.json = json;
    }

    /** Forgets what is held back, and who was slow. */
    void reset() {
        held.clear();
        hosts.reset();
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
        var url = subscription.notificationUrl();
        var oldest = notifications.getFirst().change().since();
        var newest = notifications.getLast().change().since();
        BooleanSupplier wanted = () -> current(subscription).isPresent();
        post.waitUntil(newest.plus(WebhookHosts.PERIOD), () -> hosts.isSlow(url) && wanted.getAsBoolean());
        BooleanSupplier welcome = () -> wanted.getAsBoolean() && !hosts.drops(url);
        if (welcome.getAsBoolean() && post.deliver(url, json.document(subscription, notifications), oldest, welcome)) {
            record("notification.sent", subscription, notifications);
        } else if (wanted.getAsBoolean()) {
            record("notification.dropped", subscription, notifications);
            lifecycle.missed(subscription);
        }
    }

    /** As it is now; empty when it is there no more. */
    private Optional<Subscription> current(Subscription subscription) {
        return subscriptions.get(subscription.key()).filter(subscription::goesToTheSame);
    }

    private void record(String kind, Subscription subscription, List<Told> notifications) {
        notifications.forEach(told -> ledger.record(
                kind,
                Map.of(
                        "subscriptionId", subscription.id(),
                        "changeType", told.change().changeType(),
                        "resource", NotificationJson.resource(subscription, told.change()))));
    }
}
