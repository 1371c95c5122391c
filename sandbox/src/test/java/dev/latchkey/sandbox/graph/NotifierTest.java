package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotifierTest {

    private static final String OWNER = "00000000-0000-0000-0000-000000000001";

    @Test
    void aNotificationThatFailsSilencesNobody() throws Exception {
        var clock = Clock.systemUTC();
        try (var store = Store.inMemory();
                var webhooks = new Webhooks();
                var receiver = new Receiver()) {
            var ledger = new Ledger(store, clock);
            var subscriptions = new Subscriptions(store, clock);
            var hosts = new WebhookHosts(clock, ledger, () -> 100);
            var post = new WebhookPost(webhooks, hosts, clock);
            try (var lifecycle = new Lifecycle(store, ledger, clock, subscriptions, post);
                    var notifier = new Notifier(
                            store,
                            clock,
                            subscriptions,
                            new NotificationPost(
                                    post,
                                    ledger,
                                    subscriptions,
                                    lifecycle,
                                    (_, _) -> Optional.empty(),
                                    new NotificationJson((_, _) -> "")))) {
                var pending = store.map("notifications.pending", Notifier.Pending.class);
                var broken = subscription("no address", clock.instant());
                subscriptions.add(broken);
                pending.put(broken.key() + "/000000000001", told("fails", clock));
                notifier.resume();
                for (var tries = 0; tries < 200 && !pending.isEmpty(); tries++) {
                    Thread.sleep(10);
                }

                subscriptions.change(broken, _ -> subscription(receiver.url("/good"), clock.instant()));
                pending.put(broken.key() + "/000000000002", told("comes", clock));
                notifier.resume();

                assertThat(receiver.next().path("resourceData").path("id").asString())
                        .isEqualTo("comes");
            }
        }
    }

    private static Notifier.Pending told(String message, Clock clock) {
        return new Notifier.Pending("created", message, "1", clock.instant(), null);
    }

    private static Subscription subscription(String url, Instant now) {
        var end = now.plus(Duration.ofDays(1));
        return new Subscription(
                "1",
                "app",
                "tenant",
                OWNER,
                List.of("created"),
                "me/messages",
                0,
                null,
                false,
                url,
                null,
                null,
                end,
                new Subscription.Authorization(end, null, false),
                null);
    }
}
