package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** The subscriptions that there are, found by the mailbox that they watch. */
final class Subscriptions {

    private final Store store;
    private final Clock clock;
    private final MVMap<String, Subscription> map;

    Subscriptions(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.map = store.map("subscriptions", Subscription.class);
    }

    /** The live ones of one mailbox; those that expired are forgotten. */
    List<Subscription> of(String creatorId) {
        return live(map.cursor(creatorId + "/", creatorId + "/~", false));
    }

    /** Every live one. */
    List<Subscription> all() {
        return live(map.cursor(null));
    }

    private List<Subscription> live(Cursor<String, Subscription> cursor) {
        var live = new ArrayList<Subscription>();
        while (cursor.hasNext()) {
            var key = cursor.next();
            var subscription = cursor.getValue();
            if (subscription.isLive(clock.instant())) {
                live.add(subscription);
            } else {
                map.remove(key);
            }
        }
        return live;
    }

    Optional<Subscription> get(String key) {
        return Optional.ofNullable(map.get(key)).filter(subscription -> subscription.isLive(clock.instant()));
    }

    /** Adds it, unless the same wish is there already; then that one is the answer. */
    Optional<Subscription> add(Subscription subscription) {
        return store.change(() -> {
            var same = of(subscription.creatorId()).stream()
                    .filter(subscription::equivalent)
                    .findFirst();
            if (same.isEmpty()) {
                map.put(subscription.key(), subscription);
            }
            return same;
        });
    }

    /** Changes it as it is now; empty when it is there no more. */
    Optional<Subscription> change(Subscription subscription, UnaryOperator<Subscription> change) {
        return store.change(
                () -> Optional.ofNullable(map.computeIfPresent(subscription.key(), (_, now) -> change.apply(now))));
    }

    void remove(Subscription subscription) {
        map.remove(subscription.key());
    }
}
