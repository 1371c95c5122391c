package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.h2.mvstore.MVMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells applications what becomes of their subscriptions: before a token expires, when a notification could not be
 * delivered, and on order.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-lifecycle-events">Lifecycle notifications</a>
 */
final class Lifecycle implements AutoCloseable {

    /** By Microsoft's names. */
    enum Event {
        REAUTHORIZATION_REQUIRED("reauthorizationRequired"),
        SUBSCRIPTION_REMOVED("subscriptionRemoved"),
        MISSED("missed");

        private final String text;

        Event(String text) {
            this.text = text;
        }

        static Optional<Event> named(String text) {
            return Arrays.stream(values())
                    .filter(event -> event.text.equals(text))
                    .findFirst();
        }
    }

    /** What is to be told of a subscription as it was then. */
    record Notice(Subscription subscription, Event event, Instant since) {}

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Logger LOG = System.getLogger(Lifecycle.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final Store store;
    private final Ledger ledger;
    private final Clock clock;
    private final Subscriptions subscriptions;
    private final WebhookPost post;
    private final MVMap<String, Notice> notices;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("lifecycle-notifications-", 0).factory());

    Lifecycle(Store store, Ledger ledger, Clock clock, Subscriptions subscriptions, WebhookPost post) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.subscriptions = subscriptions;
        this.post = post;
        this.notices = store.map("notifications.lifecycle", Notice.class);
    }

    /** Goes on with what an earlier process left, and looks after the subscriptions from now on. */
    void resume() {
        notices.keySet().forEach(this::post);
        threads.execute(this::watch);
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(BETWEEN_LOOKS);
                lookOrSay();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOrSay() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Subscriptions are looked at again later", e);
        }
    }

    /** Asks for a new authorization where the old one is about to end. */
    void look() {
        var now = clock.instant();
        subscriptions.all().stream()
                .filter(subscription -> subscription.lifecycleNotificationUrl() != null)
                .filter(subscription -> isDue(subscription, now))
                .forEach(subscription -> reauthorizationRequired(subscription, false));
    }

    /** A quarter of an hour before the end, and once more as often as that passes until then. */
    private static boolean isDue(Subscription subscription, Instant now) {
        var allowed = subscription.authorization().until();
        var end = allowed.isBefore(subscription.expiration()) ? allowed : subscription.expiration();
        var last = subscription.authorization().challenged();
        return !now.isBefore(end.minus(QUARTER))
                && (last == null
                        || last.isBefore(end.minus(QUARTER))
                        || (now.isBefore(end) && !now.isBefore(last.plus(QUARTER))));
    }

    /** @param pause no notifications until the application has reauthorized; what happens meanwhile is never told */
    void reauthorizationRequired(Subscription subscription, boolean pause) {
        subscriptions
                .change(subscription, before -> before.challenged(clock.instant(), pause))
                .ifPresent(challenged -> tell(challenged, Event.REAUTHORIZATION_REQUIRED));
    }

    /** Removes it, and says so. */
    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
        tell(subscription, Event.SUBSCRIPTION_REMOVED);
    }

    void missed(Subscription subscription) {
        tell(subscription, Event.MISSED);
    }

    private void tell(Subscription subscription, Event event) {
        if (subscription.lifecycleNotificationUrl() != null) {
            var key = UUID.randomUUID().toString();
            notices.put(key, new Notice(subscription, event, clock.instant()));
            post(key);
        }
        store.commit();
    }

    private void post(String key) {
        threads.execute(() -> {
            try {
                deliver(key);
                notices.remove(key);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A lifecycle notification failed", e);
                notices.remove(key);
            }
        });
    }

    private void deliver(String key) throws InterruptedException {
        var notice = notices.get(key);
        var url = notice == null ? null : notice.subscription().lifecycleNotificationUrl();
        if (notice == null || url == null) {
            return;
        }
        if (post.deliver(url, document(notice), notice.since(), () -> notices.containsKey(key))) {
            ledger.record(
                    "lifecycle.sent",
                    Map.of("subscriptionId", notice.subscription().id(), "lifecycleEvent", notice.event().text));
        }
    }

    private static ObjectNode document(Notice notice) {
        var subscription = notice.subscription();
        var json = GraphCall.JSON.createObjectNode();
        json.putArray("value")
                .addObject()
                .put("subscriptionId", subscription.id())
                .put("subscriptionExpirationDateTime", subscription.expiration().toString())
                .put("tenantId", subscription.tenantId())
                .put("clientState", subscription.clientState())
                .put("lifecycleEvent", notice.event().text);
        return json;
    }

    /** Ends its threads; what is not told yet stays for the next process. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
