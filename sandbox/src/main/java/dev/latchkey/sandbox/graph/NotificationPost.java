package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts notifications until they are taken, for up to four hours.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Delivery through webhooks</a>
 */
final class NotificationPost {

    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(3);
    private static final Duration LATER_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final HttpClient http;
    private final Ledger ledger;
    private final Clock clock;
    private final Subscriptions subscriptions;

    NotificationPost(HttpClient http, Ledger ledger, Clock clock, Subscriptions subscriptions) {
        this.http = http;
        this.ledger = ledger;
        this.clock = clock;
        this.subscriptions = subscriptions;
    }

    /** Returns when they were taken, or when it is no use any more. */
    void deliver(Subscription subscription, List<Notifier.Pending> batch) throws InterruptedException {
        var giveUp = batch.getFirst().since().plus(LONGEST);
        var pause = FIRST_PAUSE;
        var body = body(subscription, batch);
        for (var patience = FIRST_PATIENCE; !taken(subscription, body, patience); patience = LATER_PATIENCE) {
            if (clock.instant().isAfter(giveUp)
                    || subscriptions.get(subscription.key()).isEmpty()) {
                return;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        for (var notification : batch) {
            ledger.record(
                    "notification.sent",
                    Map.of(
                            "subscriptionId", subscription.id(),
                            "changeType", notification.changeType(),
                            "resource", resource(subscription, notification)));
        }
    }

    private boolean taken(Subscription subscription, String body, Duration patience) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(subscription.notificationUrl()))
                .timeout(patience)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    private static String body(Subscription subscription, List<Notifier.Pending> batch) {
        var json = GraphCall.JSON.createObjectNode();
        var values = json.putArray("value");
        batch.forEach(notification -> values.add(notification(subscription, notification)));
        return GraphCall.JSON.writeValueAsString(json);
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
