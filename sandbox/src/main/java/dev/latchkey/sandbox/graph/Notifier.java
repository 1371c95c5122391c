package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.MailChange;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes into notifications. Each is stored together with the change that it tells of, so that none is lost, and
 * posted at once by a thread of its subscription.
 */
final class Notifier implements AutoCloseable {

    /**
     * One notification to be sent.
     *
     * @param data the message as JSON, where the subscription wants it and it is there still
     */
    record Pending(
            String changeType,
            String messageId,
            String etag,
            Instant since,
            @Nullable String data) {}

    /** The thread of a subscription; after a reset, another one may have the same id. */
    private record Run(String subscription, int resets) {}

    private static final Logger LOG = System.getLogger(Notifier.class.getName());
    private static final int TOGETHER = 50;

    private final Store store;
    private final Clock clock;
    private final Subscriptions subscriptions;
    private final NotificationPost post;
    private final MVMap<String, Pending> pending;
    private final MVMap<String, Long> counter;
    private final AtomicInteger resets = new AtomicInteger();
    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("notifications-", 0).factory());

    Notifier(Store store, Clock clock, Subscriptions subscriptions, NotificationPost post) {
        this.store = store;
        this.clock = clock;
        this.subscriptions = subscriptions;
        this.post = post;
        this.pending = store.map("notifications.pending", Pending.class);
        this.counter = store.map("notifications.counter", Long.class);
    }

    /** Goes on with what an earlier process left. */
    void resume() {
        var left = new HashSet<String>();
        pending.keySet().forEach(key -> left.add(key.substring(0, key.lastIndexOf('/'))));
        left.forEach(this::wake);
    }

    /** What was under way tells of nothing that comes now. */
    void reset() {
        resets.incrementAndGet();
        post.reset();
    }

    /** Called inside the change of the store. */
    void changed(MailChange change) {
        for (var subscription : subscriptions.of(change.mailbox().owner().objectId())) {
            if (subscription.folder() == 0 || subscription.folder() == change.folder()) {
                type(subscription, change)
                        .filter(subscription.changeTypes()::contains)
                        .ifPresent(type -> enqueue(subscription, change, type));
            }
        }
    }

    /** With a filter, coming to match is a creation and ceasing to match a deletion. */
    private static Optional<String> type(Subscription subscription, MailChange change) {
        var kind = change.kind().name().toLowerCase(Locale.ROOT);
        if (subscription.filter() == null) {
            return Optional.of(kind);
        }
        var filter = FilterReader.read(subscription.filter());
        var before = matches(filter, change, change.before());
        var after = matches(filter, change, change.after());
        if (!before && !after) {
            return Optional.empty();
        }
        return Optional.of(before && after ? "updated" : after ? "created" : "deleted");
    }

    private static boolean matches(Filter filter, MailChange change, @Nullable Message message) {
        return message != null && filter.matches(change.mailbox(), message);
    }

    private void enqueue(Subscription subscription, MailChange change, String type) {
        var last = counter.get("last");
        var next = last == null ? 1 : last + 1;
        counter.put("last", next);
        var message = change.message();
        pending.put(
                subscription.key() + "/%012x".formatted(next),
                new Pending(
                        type,
                        change.mailbox().ids().of(message, subscription.immutableIds()),
                        MessageJson.changeKey(message),
                        clock.instant(),
                        data(subscription, change)));
        wake(subscription.key());
    }

    /** The chosen properties and nothing else, as they are after the change. */
    private static @Nullable String data(Subscription subscription, MailChange change) {
        if (subscription.data() == null || change.after() == null) {
            return null;
        }
        var view = subscription.data().view();
        var json = new MessageJson(change.mailbox(), view).of(change.after());
        json.remove("@odata.etag");
        if (!view.chose("id")) {
            json.remove("id");
        }
        return json.toString();
    }

    private void wake(String subscription) {
        var run = new Run(subscription, resets.get());
        if (running.add(run)) {
            threads.execute(() -> drain(run));
        }
    }

    private void drain(Run run) {
        try {
            do {
                while (isCurrent(run) && sendSome(run.subscription())) {
                    // until nothing is left
                }
                running.remove(run);
                // one that came between the last look and the line above woke nobody
            } while (isCurrent(run) && !next(run.subscription()).isEmpty() && running.add(run));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Notifications wait for the next change", e);
            running.remove(run);
        }
    }

    private boolean isCurrent(Run run) {
        return run.resets() == resets.get();
    }

    /** False when there was nothing to send. */
    private boolean sendSome(String key) throws InterruptedException {
        // what a notification tells of must be there, also after a crash, before it is told
        store.commit();
        var batch = next(key);
        var subscription = subscriptions.get(key);
        if (!batch.isEmpty()
                && subscription.isPresent()
                && !subscription.get().authorization().paused()) {
            send(subscription.get(), List.copyOf(batch.values()));
        }
        store.change(() -> {
            // a reset may have put another one there meanwhile
            batch.forEach((each, told) -> {
                if (told.equals(pending.get(each))) {
                    pending.remove(each);
                }
            });
            return null;
        });
        return !batch.isEmpty();
    }

    private void send(Subscription subscription, List<Pending> batch) throws InterruptedException {
        try {
            post.deliver(subscription, batch);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Notifications failed", e);
        }
    }

    private Map<String, Pending> next(String subscription) {
        var batch = new LinkedHashMap<String, Pending>();
        var cursor = pending.cursor(subscription + "/", subscription + "/~", false);
        while (cursor.hasNext() && batch.size() < TOGETHER) {
            var key = cursor.next();
            batch.put(key, cursor.getValue());
        }
        return batch;
    }

    /** Ends its threads; what is pending stays for the next process. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
